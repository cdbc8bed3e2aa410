/* An LSTM of eight units that keeps the last marked value; the reader holds its gates. */

const GATES_WORDS = {
  title: say("Live gates"),
  lead: say("This LSTM keeps the value that was last marked (in a box). Each row of dots is one of its eight units: the larger a dot, the wider the forget gate stands open, or the more the cell holds; a ring is a negative number."),
  gates: { f: say("Forget gate"), i: say("Input gate"), o: say("Output gate") },
  held: { trained: say("as trained"), 1: say("held open"), 0: say("held shut") },
  draw: say("Another sequence"),
  step: say("Step"),
  back: say("One step back"),
  forward: say("One step on"),
  rows: { value: say("reads"), right: say("right"), said: say("answer"), f: say("forget"), c: say("cell") },
  verdict: (right, steps) => say("{right} of {steps} answers are right.", { right, steps }),
  read: (t, value, mark) => mark
    ? say("Step {t}: it reads {value} (marked: to be kept).", { t, value })
    : say("Step {t}: it reads {value}.", { t, value }),
  said: (right, said) => say("The last marked value is {right}, the network says {said}.", { right, said }),
  stand: (low, high, since, kept) => since
    ? say("Its forget gates stand between {low} and {high}; multiplied up since the mark, the best unit would have kept {kept}.",
      { low, high, kept })
    : say("Its forget gates stand between {low} and {high}.", { low, high }),
};

class LiveGates extends LiveFigure {
  static COLUMN = 24; // pixels

  /** Run the network; return every step, with its gates, cell and answer. */
  static run({ U, W, b, V, c }, sequence, held) {
    let h = W.map(() => 0), cell = h;
    return sequence.map((x) => {
      const input = times(x, U), kept = times(h, W);
      const step = lstmStep(b.map((bias, j) => input[j] + kept[j] + bias), cell, held);
      ({ h, c: cell } = step);
      return { ...step, logit: times(h, V)[0] + c[0] };
    });
  }

  title_() {
    return GATES_WORDS.title;
  }

  lead_() {
    return GATES_WORDS.lead;
  }

  build({ network, sequences }) {
    const words = GATES_WORDS;
    this.network = network;
    this.sequences = sequences;
    this.at = 0;
    this.hold = Object.fromEntries(Object.keys(words.gates).map((gate) => [gate, choice(words.held)]));
    for (const select of Object.values(this.hold)) select.value = "trained";
    this.step = make("input", { type: "range", min: 1, max: sequences[0].length, value: 1 });
    this.verdict = make("p", { class: "live-verdict", role: "status" });
    this.reading = make("p", { class: "live-reading", "aria-live": "polite" });
    this.strip = make("div", { class: "live-strip", tabindex: 0, role: "group", "aria-label": words.title });
    this.stage.append(
      make("div", { class: "live-controls" },
        ...Object.entries(this.hold).map(([gate, select]) => labelled(words.gates[gate], select)),
        button(words.draw, () => {
          this.at = (this.at + 1) % this.sequences.length;
          this.update();
        })),
      this.verdict, make("div", { class: "live-score" }, this.names = make("div"), this.strip),
      stepper(words, this.step, () => this.show()),
      this.reading);
    for (const select of Object.values(this.hold)) select.addEventListener("input", () => this.update());
  }

  restore(text) {
    const [at, step, ...held] = text.split(",");
    this.at = Number(at) % this.sequences.length || 0;
    this.step.value = step;
    Object.values(this.hold).forEach((select, k) => {
      if (held[k] in GATES_WORDS.held) select.value = held[k];
    });
  }

  update() {
    const held = Object.fromEntries(Object.entries(this.hold)
      .filter(([, select]) => select.value !== "trained")
      .map(([gate, select]) => [gate, Number(select.value)]));
    this.sequence = this.sequences[this.at];
    this.steps = LiveGates.run(this.network, this.sequence, held);
    this.marks = this.sequence.reduce((list, [, mark], t) => [...list, mark ? t : list.at(-1)], []);
    this.right = this.marks.map((t) => this.sequence[t][0] > 0);
    this.said = this.steps.map(({ logit }) => logit > 0);
    const good = this.said.filter((said, t) => said === this.right[t]).length;
    this.verdict.textContent = GATES_WORDS.verdict(good, this.steps.length);
    this.verdict.dataset.right = good === this.steps.length;
    this.drawStrip();
    this.show();
  }

  drawStrip() {
    const units = this.network.W.length, dot = 12, gap = 22, column = LiveGates.COLUMN;
    const row = { value: 16, right: 40, said: 60, f: 84, c: 84 + units * dot + gap };
    const width = column * this.steps.length, height = row.c + units * dot + 4;
    const names = draw("svg", { width: 60, height, "aria-hidden": "true" });
    for (const [name, text] of Object.entries(GATES_WORDS.rows))
      names.append(draw("text", { x: 0, y: row[name] + (name.length === 1 ? (units * dot) / 2 : 0) }, text));
    const svg = draw("svg", { width, height, "aria-hidden": "true" });
    this.mark = draw("rect", { class: "live-mark", width: column, height, rx: 4 });
    svg.append(this.mark, ...this.steps.map((step, t) => this.column(t, step, row, dot)));
    this.names.replaceChildren(names);
    this.strip.replaceChildren(svg);
  }

  /** A step: what is read (boxed if marked), what is right and said, the forget gates, the cell. */
  column(t, step, row, dot) {
    const x = LiveGates.COLUMN * (t + 0.5), group = draw("g"), [value, mark] = this.sequence[t];
    const sign = (positive) => (positive ? "+" : "−");
    const write = (y, text, kind) => group.append(draw("text", { x, y, class: kind }, text));
    if (mark) group.append(draw("rect", { x: x - 10, y: 1, width: 20, height: 20, rx: 3, class: "live-box" }));
    write(row.value, sign(value > 0), "live-bit");
    write(row.right, sign(this.right[t]), "live-bit");
    const good = this.said[t] === this.right[t];
    write(row.said, sign(this.said[t]) + (good ? "" : "✗"), good ? "live-bit" : "live-bit live-wrong");
    const full = dot / 2 - 1;
    step.f.forEach((f, j) => group.append(draw("circle", {
      cx: x, cy: row.f + dot * j, r: Math.max(0.8, f * full), class: "live-plus",
    })));
    step.c.forEach((c, j) => group.append(draw("circle", {
      cx: x, cy: row.c + dot * j, r: Math.max(0.8, Math.min(1, Math.abs(c)) * full),
      class: c > 0 ? "live-plus" : "live-minus",
    })));
    return group;
  }

  show() {
    const t = Number(this.step.value) - 1, words = GATES_WORDS, [value, mark] = this.sequence[t];
    const sign = (positive) => (positive ? "+1" : "−1"), since = this.marks[t];
    const kept = this.steps.slice(since + 1, t + 1).reduce(
      (product, { f }) => product.map((p, j) => p * f[j]), this.network.W.map(() => 1));
    const f = this.steps[t].f, best = Math.max(...kept);
    this.mark.setAttribute("x", LiveGates.COLUMN * t);
    const low = Math.min(...f).toFixed(2), high = Math.max(...f).toFixed(2);
    this.reading.textContent = sayAll([
      words.read(t + 1, sign(value > 0), mark),
      words.said(sign(this.right[t]), sign(this.said[t])),
      words.stand(low, high, t - since, best.toPrecision(2)),
    ]);
    const middle = LiveGates.COLUMN * (t + 0.5);
    this.strip.scrollLeft = middle - this.strip.clientWidth / 2;
    if (this.classList.contains("live-ready"))
      this.keep([this.at, t + 1, ...Object.values(this.hold).map((select) => select.value)].join());
  }
}

customElements.define("live-gates", LiveGates);
