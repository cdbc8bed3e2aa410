/* A sum, bit by bit, by a network that the reader chooses. */

const ADDER_WORDS = {
  title: say("Live adder"),
  lead: say("A network adds, bit by bit from the right. Each row of dots is one unit of its state: the larger a dot, the further it is from zero; a ring is a negative number."),
  first: say("First number"),
  second: say("Second number"),
  network: say("Network"),
  names: {
    plain: say("trained, seed 18"),
    L2: say("trained with L2, seed 18"),
    "by hand": say("two units, set by hand"),
  },
  break: say("Break it"),
  again: "27 + 58",
  step: say("Step"),
  back: say("One step back"),
  forward: say("One step on"),
  rows: { a: say("reads"), carry: say("carry"), state: say("state"), written: say("writes"), right: say("right") },
  sum: (a, b, said) => say("{a} + {b}: the network says {said}.", { a, b, said }),
  good: say("That is right."),
  bad: (wrong, first, right) => wrong === 1
    ? say("That is wrong in 1 bit, at step {first}. Right is {right}.", { first, right })
    : say("That is wrong in {wrong} bits, first at step {first}. Right is {right}.", { wrong, first, right }),
  reading: (t, n, a, b, carry, logit, bit, right) => bit === right
    ? say("Step {t} of {n}: it reads {a} and {b}, the carry is {carry}. Its answer of {logit} writes {bit}, which is right.",
      { t, n, a, b, carry, logit, bit })
    : say("Step {t} of {n}: it reads {a} and {b}, the carry is {carry}. Its answer of {logit} writes {bit}, but {right} is right.",
      { t, n, a, b, carry, logit, bit, right }),
  numbers: say("Whole numbers of at most 40 digits, please."),
};

class LiveAdder extends LiveFigure {
  static BREAKING = [2n ** 60n - 1n, 1n];
  static COLUMN = 24; // pixels

  /** Run the network over pairs of bits; return the states and the logit of every step. */
  static run({ U, W, b, V, c }, pairs) {
    let h = b.map(() => 0);
    const states = [], logits = [];
    for (const pair of pairs) {
      const before = h;
      h = b.map((bias, j) => Math.tanh(
        pair.reduce((sum, x, i) => sum + x * U[i][j], bias) +
        before.reduce((sum, x, i) => sum + x * W[i][j], 0)));
      states.push(h);
      logits.push(h.reduce((sum, x, i) => sum + x * V[i][0], c[0]));
    }
    return { states, logits };
  }

  /** The bits of two numbers, the lowest first, and one step more for the last carry. */
  static pairs(a, b, shortest = 9) {
    const longest = (a > b ? a : b).toString(2).length + 1;
    const steps = Array.from({ length: Math.max(longest, shortest) }, (_, t) => BigInt(t));
    return steps.map((t) => [Number((a >> t) & 1n), Number((b >> t) & 1n)]);
  }

  title_() {
    return ADDER_WORDS.title;
  }

  lead_() {
    return ADDER_WORDS.lead;
  }

  build({ adders }) {
    const words = ADDER_WORDS;
    this.networks = adders;
    const number = () =>
      make("input", { inputmode: "numeric", maxlength: 40, autocomplete: "off", size: 8 });
    this.a = number();
    this.b = number();
    this.choice = choice(words.names);
    this.step = make("input", { type: "range", min: 1, value: 1 });
    this.verdict = make("p", { class: "live-verdict", role: "status" });
    this.reading = make("p", { class: "live-reading", "aria-live": "polite" });
    this.strip = make("div", { class: "live-strip", tabindex: 0, role: "group", "aria-label": words.title });
    this.stage.append(
      make("div", { class: "live-controls" },
        labelled(words.first, this.a), labelled(words.second, this.b),
        labelled(words.network, this.choice),
        buttons(button(words.break, () => this.set(...LiveAdder.BREAKING)),
          button(words.again, () => this.set(27n, 58n)))),
      this.verdict, make("div", { class: "live-score" }, this.names = make("div"), this.strip),
      stepper(words, this.step, () => this.show()),
      this.reading);
    for (const input of [this.a, this.b, this.choice]) input.addEventListener("input", () => this.update());
    this.a.value = 27;
    this.b.value = 58;
  }

  set(a, b) {
    this.a.value = a;
    this.b.value = b;
    this.step.value = 1;
    this.update();
  }

  restore(text) {
    const [a, b, name, step] = text.split(/[+,]/);
    this.a.value = a ?? "";
    this.b.value = b ?? "";
    if (name in this.networks) this.choice.value = name;
    this.wanted = Number(step) || 1;
  }

  update() {
    const numbers = [this.a, this.b].map((input) => input.value.replace(/[\s,]/g, ""));
    const fine = numbers.map((text) => /^\d{1,40}$/.test(text));
    [this.a, this.b].forEach((input, i) => input.setAttribute("aria-invalid", !fine[i]));
    if (!fine.every(Boolean)) {
      this.verdict.textContent = ADDER_WORDS.numbers;
      return;
    }
    const [a, b] = numbers.map(BigInt);
    this.pairs = LiveAdder.pairs(a, b);
    const { states, logits } = LiveAdder.run(this.networks[this.choice.value], this.pairs);
    this.states = states;
    this.logits = logits;
    const bit = (t) => Number(((a + b) >> BigInt(t)) & 1n);
    this.right = logits.map((_, t) => bit(t));
    this.written = logits.map((z) => Number(z > 0));
    let carry = 0;
    this.carries = this.pairs.map(([x, y]) => {
      const arriving = carry;
      carry = Number(x + y + carry > 1);
      return arriving;
    });
    this.judge(a, b);
    this.step.max = this.pairs.length;
    if (this.wanted) this.step.value = this.wanted;
    this.wanted = undefined;
    this.drawStrip();
    this.show();
  }

  judge(a, b) {
    const words = ADDER_WORDS, locale = document.documentElement.lang || "en";
    const write = (n) => n.toLocaleString(locale);
    const said = this.written.reduceRight((sum, bit) => 2n * sum + BigInt(bit), 0n);
    const wrong = this.written.flatMap((bit, t) => (bit === this.right[t] ? [] : [t + 1]));
    const end = wrong.length ? words.bad(wrong.length, wrong[0], write(a + b)) : words.good;
    this.verdict.textContent = sayAll([words.sum(write(a), write(b), write(said)), end]);
    this.verdict.dataset.right = !wrong.length;
  }

  drawStrip() {
    const units = this.states[0].length, dot = units > 4 ? 10 : 20, top = 72, state = units * dot;
    const row = { a: 16, b: 36, carry: 58, written: top + state + 20, right: top + state + 42 };
    const width = LiveAdder.COLUMN * this.pairs.length, height = top + state + 52;
    const names = draw("svg", { width: 60, height, "aria-hidden": "true" });
    for (const [name, text] of Object.entries(ADDER_WORDS.rows))
      names.append(draw("text", { x: 0, y: row[name] ?? top + state / 2 }, text));
    const svg = draw("svg", { width, height, "aria-hidden": "true" });
    this.mark = draw("rect", { class: "live-mark", width: LiveAdder.COLUMN, height, rx: 4 });
    svg.append(this.mark, ...this.pairs.map((pair, t) => this.column(t, pair, row, top, dot)));
    this.names.replaceChildren(names);
    this.strip.replaceChildren(svg);
  }

  /** What one step reads, keeps and writes; a full dot is a positive number, a ring a negative one. */
  column(t, [a, b], row, top, dot) {
    const x = LiveAdder.COLUMN * (t + 0.5), group = draw("g");
    const write = (y, text, kind) => group.append(draw("text", { x, y, class: kind }, text));
    write(row.a, a, "live-bit");
    write(row.b, b, "live-bit");
    write(row.carry, this.carries[t] ? 1 : "·", "live-bit live-carry");
    this.states[t].forEach((h, j) => group.append(draw("circle", {
      cx: x, cy: top + dot * (j + 0.5), r: Math.max(0.8, Math.abs(h) * (dot / 2 - 1.2)),
      class: h > 0 ? "live-plus" : "live-minus",
    })));
    const good = this.written[t] === this.right[t];
    write(row.written, this.written[t], good ? "live-bit" : "live-bit live-wrong");
    write(row.right, this.right[t] + (good ? "" : "✗"), good ? "live-bit" : "live-bit live-wrong");
    return group;
  }

  /** Point at one step and say what happens there. */
  show() {
    const t = Number(this.step.value) - 1, n = this.pairs.length;
    const logit = this.logits[t].toFixed(1).replace("-", "−");
    this.mark.setAttribute("x", LiveAdder.COLUMN * t);
    this.reading.textContent = ADDER_WORDS.reading(
      t + 1, n, ...this.pairs[t], this.carries[t], logit, this.written[t], this.right[t]);
    const middle = LiveAdder.COLUMN * (t + 0.5);
    this.strip.scrollLeft = middle - this.strip.clientWidth / 2;
    if (this.classList.contains("live-ready"))
      this.keep(`${this.a.value}+${this.b.value},${this.choice.value},${t + 1}`);
  }
}

customElements.define("live-adder", LiveAdder);
