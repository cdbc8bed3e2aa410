/* Buttons on the cells that can run in the page. Nothing is loaded before the first press. */

const LIVE_WORDS = {
  run(seconds) {
    if (seconds < 5) return say("Run");
    return seconds < 60
      ? say("Run (about {seconds} seconds)", { seconds: Math.ceil(seconds / 5) * 5 })
      : say("Run (about {minutes} minutes)", { minutes: Math.ceil(seconds / 60) });
  },
  edit: say("Edit"), stop: say("Stop"), reset: say("Start afresh"), done: say("Done."),
  yours: say("Your run"), same: say("Your run, equal to the printed output"), code: say("The code of this cell"),
  doing: { // what the worker reports
    loading: say("loading Python (about 12 MB, once)"),
    packages: say("loading NumPy and matplotlib"),
    starting: say("starting"),
    running: say("running"),
  },
  needed: (k, count) => say("running cell {k} of {count} that it needs", { k, count }),
  broken: (text) => say("Python did not load ({text}). The page is as it was; Run tries again.", { text }),
  stopped: say("Stopped. All variables are gone; the next run begins afresh."),
  failed: (id) => say("A cell that this one needs ({id}) ended with an error.", { id }),
};

const bookPython = {
  worker: null, executed: [], waiting: null,

  /** The cells to run for a cell: those it needs that have not run yet, and itself. */
  plan(cells, at) {
    const wanted = [...cells[at].needs, at];
    const known = this.executed.map(([k]) => k);
    const stale = this.executed.some(([k, code]) => wanted.includes(k) && code !== cells[k].current);
    const fresh = stale || !known.length || Math.max(...known) >= at;
    const units = fresh ? wanted : wanted.filter((k) => !known.includes(k));
    return { fresh, units };
  },

  run(cells, at, tell) {
    this.worker ??= this.start();
    const { fresh, units } = this.plan(cells, at);
    if (fresh) this.executed = [];
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.worker.onmessage = ({ data }) => {
        if (data.kind === "status") return tell(data);
        this.waiting = null;
        if (data.kind === "done") this.executed.push(...units.map((k) => [k, cells[k].current]));
        if (data.kind === "broken" || data.failed) this.executed = [];
        resolve(data);
      };
      this.worker.onerror = (event) => resolve({ kind: "broken", text: event.message ?? "" });
      this.worker.postMessage({
        fresh,
        language: document.documentElement.lang, // of the checkers' hints
        units: units.map((k) => ({ id: cells[k].id, code: cells[k].current })),
      });
    });
  },

  start() {
    return new Worker(new URL("worker.js", bookPython.folder));
  },

  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.executed = [];
    this.waiting?.({ kind: "stopped" });
    this.waiting = null;
  },

  folder: document.currentScript.src,
};

class LiveCell {
  constructor(cells, at, box) {
    Object.assign(this, { cells, at, cell: cells[at], box });
    const words = LIVE_WORDS;
    this.input = box.querySelector(".cell_input");
    this.status = this.make("span", { role: "status", class: "live-status" });
    this.buttons = {
      run: this.button(words.run(this.seconds()), () => this.run()),
      edit: this.button(words.edit, () => this.edit()),
      stop: this.button(words.stop, () => bookPython.stop()),
      reset: this.button(words.reset, () => this.reset()),
    };
    this.buttons.stop.hidden = this.buttons.reset.hidden = true;
    this.bar = this.make("div", { class: "live-bar" });
    this.bar.append(...Object.values(this.buttons), this.status);
    this.input.after(this.bar);
    const kept = localStorage.getItem(this.key());
    if (kept !== null && kept !== this.cell.current) this.edit(kept, false);
  }

  /** How long this cell and those that it needs have taken elsewhere. */
  seconds() {
    return [...this.cell.needs, this.at].reduce((sum, k) => sum + this.cells[k].seconds, 0);
  }

  key() {
    return `cell:${location.pathname.split("/").pop()}:${this.cell.id}`;
  }

  make(name, attributes) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  button(text, pressed) {
    const node = this.make("button", { type: "button" });
    node.textContent = text;
    node.addEventListener("click", pressed);
    return node;
  }

  /** A text area in place of the printed code; what is written there is kept in this browser. */
  edit(text = this.cell.shown, focus = true) {
    if (!this.editor) {
      this.editor = this.make("textarea", { class: "live-editor", spellcheck: "false", "aria-label": LIVE_WORDS.code });
      this.editor.value = text;
      this.editor.rows = text.split("\n").length + 1;
      this.editor.addEventListener("keydown", (event) => this.pressed(event));
      this.editor.addEventListener("input", () => this.changed());
      this.input.hidden = true;
      this.input.after(this.editor);
      this.buttons.reset.hidden = false;
      this.changed();
    }
    if (focus) this.editor.focus();
  }

  changed() {
    this.cell.current = this.editor.value;
    localStorage.setItem(this.key(), this.editor.value);
  }

  /** Shift and Enter run the cell; Tab indents, but leaves the editor after Escape. */
  pressed(event) {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      this.run();
    } else if (event.key === "Tab" && !event.shiftKey && !this.leaving) {
      event.preventDefault();
      this.editor.setRangeText("    ", this.editor.selectionStart, this.editor.selectionEnd, "end");
      this.changed();
    }
    this.leaving = event.key === "Escape";
  }

  reset() {
    localStorage.removeItem(this.key());
    this.cell.current = this.cell.code;
    this.editor.remove();
    this.editor = null;
    this.input.hidden = false;
    this.buttons.reset.hidden = true;
    this.output?.remove();
    this.buttons.edit.focus();
  }

  async run() {
    if (bookPython.waiting) return;
    this.buttons.stop.hidden = false;
    const answer = await bookPython.run(this.cells, this.at, ({ doing, k, count }) => {
      this.status.textContent = `${k ? LIVE_WORDS.needed(k, count) : LIVE_WORDS.doing[doing]} …`;
    });
    this.buttons.stop.hidden = true;
    if (answer.kind === "done") this.show(answer);
    else this.status.textContent = answer.kind === "stopped" ? LIVE_WORDS.stopped : LIVE_WORDS.broken(answer.text);
  }

  show({ outputs, failed }) {
    const text = outputs.filter(({ kind }) => kind === "text").map(({ data }) => data).join("");
    const same = !failed && text !== "" && text.trimEnd() === this.cell.printed.trimEnd();
    this.output?.remove();
    this.output = this.make("div", { class: "live-output", role: "group", "aria-label": LIVE_WORDS.yours });
    const title = this.make("p", { class: "live-title" });
    title.textContent = same ? LIVE_WORDS.same : LIVE_WORDS.yours;
    this.output.append(title, ...outputs.map((output) => this.part(output)));
    this.bar.after(this.output);
    this.output.dataset.same = same;
    if (outputs.some(({ kind, data }) => kind === "html" && data.includes(">✓</span>")))
      localStorage.setItem(this.key().replace("cell:", "solved:"), "yes");
    this.status.textContent = failed && failed !== this.cell.id ? LIVE_WORDS.failed(failed) : LIVE_WORDS.done;
  }

  part({ kind, data }) {
    if (kind === "png") {
      const alt = this.box.querySelector(".cell_output img")?.alt ?? "";
      return this.make("img", { src: `data:image/png;base64,${data}`, alt });
    }
    const node = this.make(kind === "html" ? "div" : "pre", kind === "html" ? {} : { tabindex: "0" });
    if (kind === "html") node.innerHTML = data;  // made by the book's helpers from the reader's code
    else node.textContent = data;
    if (kind === "error") node.className = "live-error";
    return node;
  }
}

if (location.protocol !== "file:") {
  window.bookCells.forEach((cell) => (cell.current = cell.code));
  window.liveCells = window.bookCells.flatMap((cell, at) => {
    const box = document.getElementById(`run-${cell.id}`)?.closest(".cell");
    return box && cell.needs ? [new LiveCell(window.bookCells, at, box)] : [];
  });
} else document.querySelector(".run-here")?.remove();
