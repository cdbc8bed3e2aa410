/* Buttons on the cells that can run in the page. Nothing is loaded before the first press. */

const LIVE_WORDS = {
  run(seconds, exercise) {
    if (seconds < 5) return exercise ? say("Run your answer") : say("Run");
    return seconds < 60
      ? say("Run (about {seconds} seconds)", { seconds: Math.ceil(seconds / 5) * 5 })
      : say("Run (about {minutes} minutes)", { minutes: Math.ceil(seconds / 60) });
  },
  edit: say("Edit"),
  stop: say("Stop"),
  reset: say("Start afresh"),
  code: say("The code of this cell"),
  yours: say("Your run"),
  same: say("Your run, equal to the printed output"),
  doing: {  // what the worker reports
    loading: say("loading Python (about 12 MB, once)"),
    packages: say("loading NumPy and matplotlib"),
    starting: say("starting"),
    running: say("running"),
  },
  needed: (k, count) => say("running cell {k} of {count} that it needs", { k, count }),
  busy: say("Another cell is running: wait for it, or stop it."),
  done: say("Done."),
  kept: say("Done. What takes long was taken over from the book's own run."),
  stopped: say("Stopped. All variables are gone; the next run begins afresh."),
  failed: (id) => say("A cell that this one needs ({id}) ended with an error.", { id }),
  broken: (text) => say("Python did not load ({text}). The page is as it was; Run tries again.", { text }),
  altered: (file) => say("missing or altered: {file}", { file }),
};

/** What this browser remembers; nothing where that is forbidden. */
const memory = (() => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
})();

class LiveCell {
  constructor(cells, at, box) {
    Object.assign(this, { cells, at, cell: cells[at], box });
    this.input = box.querySelector(".cell_input");
    this.status = this.make("span", { role: "status", class: "live-status" });
    this.buttons = {
      run: this.button(this.runText(), () => this.run()),
      edit: this.button(LIVE_WORDS.edit, () => this.edit()),
      stop: this.button(LIVE_WORDS.stop, () => bookPython.stop()),
      reset: this.button(LIVE_WORDS.reset, () => this.reset()),
    };
    this.buttons.stop.hidden = this.buttons.reset.hidden = true;
    this.bar = this.make("div", { class: "live-bar" });
    this.bar.append(...Object.values(this.buttons), this.status);
    this.input.after(this.bar);
    const kept = memory?.getItem(this.key()) ?? this.cell.code;
    if (kept !== this.cell.code) this.edit(kept, false);
  }

  /** "Run", and how long this cell and those that it needs have taken elsewhere. */
  runText() {
    const { units } = bookPython.plan(this.cells, this.at);
    const seconds = units.reduce((sum, [k, runs]) => sum + runs * this.cells[k].seconds, 0);
    return LIVE_WORDS.run(seconds, this.cell.exercise);
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
  edit(text = this.cell.code, focus = true) {
    if (!this.editor) {
      this.cell.current = text;
      const changed = (code) => this.changed(code);
      this.editor = codeEditor(text, { label: LIVE_WORDS.code, changed, run: () => this.run() });
      this.input.hidden = true;
      this.input.after(this.editor);
      this.buttons.reset.hidden = false;
    }
    if (focus) this.editor.focus();
  }

  changed(code) {
    this.cell.current = code;
    this.status.textContent = "";  // "Done" was said of the code before
    memory?.setItem(this.key(), code);
  }

  reset() {
    memory?.removeItem(this.key());
    this.cell.current = this.cell.code;
    this.editor.remove();
    this.editor = null;
    this.input.hidden = false;
    this.buttons.reset.hidden = true;
    this.output?.remove();
    this.printedStays(true);
    this.buttons.edit.focus();
  }

  /** Whether the printed output is seen: "Not solved" below a solved exercise would confuse. */
  printedStays(stays) {
    const printed = this.box.querySelector(".cell_output");
    if (printed) printed.hidden = !stays;
  }

  async run() {
    if (bookPython.waiting) {
      if (this.buttons.stop.hidden) this.status.textContent = LIVE_WORDS.busy;
      return;
    }
    this.buttons.stop.hidden = false;
    const answer = await bookPython.run(this.cells, this.at, ({ doing, k, count }) => {
      this.status.textContent = `${k ? LIVE_WORDS.needed(k, count) : LIVE_WORDS.doing[doing]} …`;
    });
    this.buttons.stop.hidden = true;
    if (answer.kind === "done") this.show(answer);
    else this.status.textContent = answer.kind === "stopped" ? LIVE_WORDS.stopped : this.broken(answer);
    window.liveCells.forEach((cell) => (cell.buttons.run.textContent = cell.runText()));
  }

  broken({ file, text }) {
    return LIVE_WORDS.broken(file ? LIVE_WORDS.altered(file) : text);
  }

  show({ outputs, failed, kept }) {
    const words = { text: ({ data }) => data, html: ({ text }) => text };
    const text = outputs.map((output) => words[output.kind]?.(output) ?? "").join("");
    const equal = text !== "" && text.trimEnd() === this.cell.printed.trimEnd();
    const same = equal && !failed && !this.cell.exercise;  // or "not solved" would get a tick
    Object.assign(this, { outputs, text });
    this.output?.remove();
    this.output = this.make("div", { class: "live-output", role: "group", "aria-label": LIVE_WORDS.yours });
    const title = this.make("p", { class: "live-title" });
    title.textContent = same ? LIVE_WORDS.same : LIVE_WORDS.yours;
    this.output.append(title, ...outputs.map((output) => this.part(output)));
    this.bar.after(this.output);
    this.printedStays(!this.cell.exercise);
    this.output.dataset.same = same;
    if (outputs.some(({ kind, data }) => kind === "html" && data.includes(">✓</span>")))
      memory?.setItem(this.key().replace("cell:", "solved:"), "yes");
    const elsewhere = failed && failed !== this.cell.id;
    const done = kept ? LIVE_WORDS.kept : LIVE_WORDS.done;
    this.status.textContent = elsewhere ? LIVE_WORDS.failed(failed) : done;
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
