/* How much of a gradient is left, step by step back through time, in a network of 16 units whose
   weights the reader scales. Everything is computed here, at every move. */

const GRADIENT_WORDS = {
  title: say("Live gradient"),
  lead: say("A gradient walks back through a network of 16 units, step by step. How much of it is left?"),
  cell: say("Cell"),
  cells: { rnn: say("plain RNN"), lstm: "LSTM" },
  gain: (gain) => say("Gain of W: {gain}", { gain: gain.toFixed(2) }),
  bias: (bias) => say("Bias of the forget gate: {bias}", { bias: bias.toFixed(1) }),
  loud: say("Noise as input"),
  cut: (cut, length) => (cut < length ? say("Cut after {cut} steps", { cut }) : say("Cut: none")),
  across: say("steps back"),
  up: say("share of the gradient left"),
  left: (steps, share) => say("{steps} steps back, {share} of the gradient is left.", { steps, share }),
  exact: (gain, steps) =>
    say("Without input every slope of tanh is 1, so this is {gain} to the power of {steps}.", { gain, steps }),
  gone: (cut) =>
    say("Truncated BPTT stops after {cut} steps: what lies further back is never asked.", { cut }),
  power: (exponent) => `10${[...String(exponent)].map((d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d] ?? "⁻").join("")}`,
};

class LiveGradient extends LiveFigure {
  static TOP = 20; // the powers of ten that are drawn
  static BOTTOM = -40;

  /** A gradient through v M, back to v. */
  static back = (d, matrix) => matrix.map((row) => row.reduce((sum, w, j) => sum + w * d[j], 0));
  static length = (v) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

  /** x U + h W + b, for one step. */
  static drive({ U, W, b }, gain, x, h) {
    const input = times(x, U), kept = times(h, W);
    return b.map((bias, j) => input[j] + gain * kept[j] + bias);
  }

  /** The length of the gradient on each state, from the last one backwards. */
  static rnn(params, gain, bias, inputs, end) {
    let h = end.map(() => 0);
    const states = inputs.map((x) => (h = LiveGradient.drive(params, gain, x, h).map(Math.tanh)));
    let d = end;
    return states.reverse().map((state) => {
      const length = LiveGradient.length(d);
      const da = d.map((v, j) => v * (1 - state[j] ** 2));
      d = LiveGradient.back(da, params.W).map((v) => gain * v);
      return length;
    });
  }

  static lstm(params, gain, bias, inputs, end) {
    const n = end.length;
    let h = end.map(() => 0), c = h;
    const steps = inputs.map((x) => {
      const a = LiveGradient.drive(params, gain, x, h);
      const step = lstmStep(a.map((v, j) => (j >= n && j < 2 * n ? v + bias : v)), c);
      ({ h, c } = step);
      return step;
    });
    let d = end, dc = end.map(() => 0);
    return steps.reverse().map(({ i, f, g, o, t, before }) => {
      const length = LiveGradient.length(d);
      dc = dc.map((v, j) => v + d[j] * o[j] * (1 - t[j] ** 2));
      const da = [
        ...dc.map((v, j) => v * g[j] * i[j] * (1 - i[j])),
        ...dc.map((v, j) => v * before[j] * f[j] * (1 - f[j])),
        ...dc.map((v, j) => v * i[j] * (1 - g[j] ** 2)),
        ...d.map((v, j) => v * t[j] * o[j] * (1 - o[j])),
      ];
      dc = dc.map((v, j) => v * f[j]);
      d = LiveGradient.back(da, params.W).map((v) => gain * v);
      return length;
    });
  }

  title_() {
    return GRADIENT_WORDS.title;
  }

  lead_() {
    return GRADIENT_WORDS.lead;
  }

  build(data) {
    this.data = data;
    const words = GRADIENT_WORDS;
    const range = (min, max, step, value) => make("input", { type: "range", min, max, step, value });
    this.choice = choice(words.cells);
    this.gain = range(0.25, 3, 0.05, 1);
    this.bias = range(-1, 6, 0.5, 1);
    this.loud = make("input", { type: "checkbox" });
    this.cut = range(5, 100, 5, 100);
    this.plot = make("div", { class: "live-plot" });
    this.reading = make("p", { class: "live-reading", role: "status" });
    const controls = make("div", { class: "live-controls live-time" },
      labelled(words.cell, this.choice), labelled("", this.gain), labelled("", this.bias),
      labelled("", this.cut), labelled(words.loud, this.loud));
    this.stage.append(controls, this.plot, this.reading);
    controls.addEventListener("input", () => this.update());
    new ResizeObserver(() => this.lengths && this.drawPlot()).observe(this.plot);
  }

  restore(text) {
    const [cell, gain, bias, loud, cut] = text.split(",");
    if (cell in GRADIENT_WORDS.cells) this.choice.value = cell;
    Object.assign(this.gain, { value: gain });
    Object.assign(this.bias, { value: bias });
    Object.assign(this.cut, { value: cut });
    this.loud.checked = loud === "1";
  }

  update() {
    const words = GRADIENT_WORDS, cell = this.choice.value, { inputs, end } = this.data;
    const [gain, bias, cut] = [this.gain, this.bias, this.cut].map((input) => Number(input.value));
    const fed = this.loud.checked ? inputs : inputs.map((x) => x.map(() => 0));
    this.lengths = LiveGradient[cell](this.data[cell], gain, bias, fed, end);
    const label = (input, text) => (input.previousSibling.textContent = text);
    label(this.gain, words.gain(gain));
    label(this.bias, words.bias(bias));
    label(this.cut, words.cut(cut, this.lengths.length));
    this.bias.parentNode.hidden = cell !== "lstm";
    const steps = this.lengths.length - 1, share = this.lengths[steps] / this.lengths[0];
    const told = [words.left(steps, this.write(share))];
    if (cell === "rnn" && !this.loud.checked) told.push(words.exact(gain, steps));
    if (cut < this.lengths.length) told.push(words.gone(cut));
    this.reading.textContent = sayAll(told);
    this.drawPlot();
    if (this.classList.contains("live-ready"))
      this.keep([cell, gain, bias, Number(this.loud.checked), cut].join());
  }

  /** 0.024 as 0.024, but what is very small or large as a power of ten. */
  write(share) {
    const exponent = Math.floor(Math.log10(share));
    if (exponent >= -3 && exponent < 4) return String(Number(share.toPrecision(2)));
    return `${(share / 10 ** exponent).toFixed(1)} · ${GRADIENT_WORDS.power(exponent)}`;
  }

  drawPlot() {
    const words = GRADIENT_WORDS, { TOP, BOTTOM } = LiveGradient;
    const width = Math.max(200, this.plot.clientWidth), height = 300, left = 48, bottom = 36;
    const x = (k) => left + ((width - left - 12) * k) / (this.lengths.length - 1);
    const y = (power) => 28 + ((height - 28 - bottom) * (TOP - power)) / (TOP - BOTTOM);
    const svg = draw("svg", { width, height, "aria-hidden": "true" });
    for (let power = TOP; power >= BOTTOM; power -= 10) {
      svg.append(draw("line", { x1: left, x2: width - 12, y1: y(power), y2: y(power), class: power ? "live-grid" : "live-axis" }));
      svg.append(draw("text", { x: left - 6, y: y(power) + 4, class: "live-end" }, power ? words.power(power) : "1"));
    }
    for (let k = 0; k < this.lengths.length; k += 20)
      svg.append(draw("text", { x: x(k), y: height - bottom + 18, class: "live-middle" }, k));
    svg.append(draw("text", { x: width - 12, y: height - 4, class: "live-end" }, words.across));
    svg.append(draw("text", { x: 0, y: 14 }, words.up));
    const cut = Math.min(Number(this.cut.value), this.lengths.length);
    const points = this.lengths.map((v, k) => [x(k), y(Math.min(TOP, Math.max(BOTTOM, Math.log10(v / this.lengths[0]))))]);
    const line = (some, kind) => svg.append(draw("polyline", { points: some.join(" "), class: kind }));
    line(points.slice(0, cut), "live-line");
    if (cut < points.length) line(points.slice(cut - 1), "live-line live-lost");
    this.plot.replaceChildren(svg);
  }
}

customElements.define("live-gradient", LiveGradient);
