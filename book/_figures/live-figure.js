/* What all moving figures share.

A moving figure is a custom element around a still picture. Its data arrive when the reader comes
near it; then the picture makes room for the controls. Without JavaScript, or on paper, the picture
stays. The state of a figure is kept in the address, so that it can be shared. */

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: draw("rect", {x: 1}) in SVG, make("p", {class: "note"}, "text") in HTML. */
function draw(name, attributes = {}, text = "") {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== "") node.textContent = text;
  return node;
}

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** A native control under its label. */
function labelled(text, control) {
  return make("label", {}, make("span", {}, text), control);
}

function button(text, pressed) {
  const node = make("button", { type: "button" }, text);
  node.addEventListener("click", pressed);
  return node;
}

/** Buttons that stay side by side, and go to the next line together. */
function buttons(...pressed) {
  return make("div", { class: "live-buttons" }, ...pressed);
}

function choice(options) {
  const node = make("select");
  for (const [value, text] of Object.entries(options)) node.append(make("option", { value }, text));
  return node;
}

/** A row vector times a matrix, as in the book: v M. */
function times(v, matrix) {
  return matrix[0].map((_, j) => v.reduce((sum, x, i) => sum + x * matrix[i][j], 0));
}

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/** One step of an LSTM from the arguments of its gates (i, f, g, o side by side). */
function lstmStep(a, before, held = {}) {
  const n = before.length;
  const gate = (k, name) =>
    a.slice(k * n, (k + 1) * n).map((v) => (name in held ? held[name] : name === "g" ? Math.tanh(v) : sigmoid(v)));
  const [i, f, g, o] = ["i", "f", "g", "o"].map((name, k) => gate(k, name));
  const c = before.map((v, j) => f[j] * v + i[j] * g[j]);
  const t = c.map(Math.tanh);
  return { i, f, g, o, c, t, before, h: t.map((v, j) => o[j] * v) };
}

/** Add the row vector v times a matrix to a vector, in place. */
function addTimes(sum, v, matrix) {
  v.forEach((x, i) => matrix[i].forEach((w, j) => (sum[j] += x * w)));
  return sum;
}

/** One step of a GRU, in the form of Keras, whose gates z, r, n stand side by side. */
function gruStep({ U, W, b }, x, h) {
  const n = h.length;
  const drive = addTimes(Float64Array.from(b[0]), x, U), kept = addTimes(Float64Array.from(b[1]), h, W);
  return h.map((before, j) => {
    const z = sigmoid(drive[j] + kept[j]), r = sigmoid(drive[n + j] + kept[n + j]);
    return z * before + (1 - z) * Math.tanh(drive[2 * n + j] + r * kept[2 * n + j]);
  });
}

/** Weights that are stored as whole numbers and a scale for each column, as rows of numbers. */
function unpack({ shape, size, scale, numbers }) {
  const { buffer } = Uint8Array.from(atob(numbers), (letter) => letter.charCodeAt(0));
  const whole = size === 2 ? new Int16Array(buffer) : new Int8Array(buffer), columns = scale.length;
  const rows = Array.from({ length: whole.length / columns }, (_, i) =>
    Float64Array.from(scale, (s, j) => whole[i * columns + j] * s));
  return shape.length === 1 ? rows[0] : rows;
}

function unpackAll(weights) {
  return Object.fromEntries(Object.entries(weights).map(([name, packed]) => [name, unpack(packed)]));
}

/** A slider through the steps of a figure, with a button for each direction. */
function stepper(words, slider, show) {
  const move = (text, by, name) => {
    const node = button(text, () => {
      slider.value = Number(slider.value) + by;
      show();
    });
    node.setAttribute("aria-label", name);
    return node;
  };
  slider.addEventListener("input", show);
  return make("div", { class: "live-controls live-time" },
    labelled(words.step, slider), move("−", -1, words.back), move("+", 1, words.forward));
}

class LiveFigure extends HTMLElement {
  static loading = {};

  connectedCallback() {
    if (this.stage) return;
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      this.start();
    }, { rootMargin: "600px" });
    near.observe(this);
    if (this.kept() !== null) this.start().then(() => this.scrollIntoView());
  }

  /** Load the data once for all figures of a kind: as a script, since pages opened from a folder
      may not fetch. */
  async start() {
    const source = this.dataset.source;
    LiveFigure.loading[source] ??= new Promise((resolve, reject) => {
      const script = make("script", { src: source });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    try {
      await LiveFigure.loading[source];
    } catch {
      return; // the still picture stays
    }
    if (this.stage) return;
    this.still = make("div", { class: "live-still" }, ...this.childNodes);
    this.stage = make("div", { class: "live-stage", role: "group", "aria-label": this.title_() },
      make("p", { class: "live-lead" }, this.lead_()));
    this.append(this.still, this.stage);
    this.build(window.liveData[this.localName]);
    const kept = this.kept();
    if (kept !== null) this.restore(kept);
    this.update();
    this.classList.add("live-ready");
  }

  /** The state in the address, or null. */
  kept() {
    const mark = `#${this.localName}:`;
    return location.hash.startsWith(mark) ? decodeURIComponent(location.hash.slice(mark.length)) : null;
  }

  keep(text) {
    const address = `#${this.localName}:${encodeURIComponent(text)}`;
    history.replaceState(null, "", address);
  }
}
