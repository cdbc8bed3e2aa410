/* The network of chapter 6b writes on, letter by letter, from what the reader begins with. */

const LETTERS_WORDS = {
  title: say("Live letter writer"),
  lead: say("The network of chapter 6b writes on from your beginning. The colour behind a letter shows where one unit stands after it: the stronger the colour, the further from zero."),
  prompt: say("Begin with"),
  start: "ROMEO.\n",
  heat: (heat) => say("Temperature: {heat}", { heat: heat.toFixed(1) }),
  write: say("Write 200 letters"),
  again: say("Start again"),
  unit: say("Unit"),
  counting: (unit) => say("{unit}: counts the letters of a line", { unit }),
  step: say("Letter"),
  back: say("One letter back"),
  forward: say("One letter on"),
  next: say("Likeliest next letters"),
  names: { " ": say("space"), "\n": say("new line") },
  reading: (letter, unit, value) =>
    say("After {letter}, unit {unit} stands at {value}.", { letter, unit, value }),
  wrote: (count) => say("{count} letters written.", { count }),
};

class LiveLetters extends LiveFigure {
  static load({ alphabet, weights }) {
    return { alphabet: [...alphabet], ...unpackAll(weights) };
  }

  static logits({ V, c }, h) {
    return [...addTimes(Float64Array.from(c), h, V)];
  }

  static read(network, text) {
    let h = network.W.map(() => 0);
    const states = [...text].map((letter) =>
      (h = gruStep(network, network.letters[Math.max(0, network.alphabet.indexOf(letter))], h)));
    return { states, logits: LiveLetters.logits(network, h) };
  }

  static shares(logits, heat) {
    const top = Math.max(...logits), powers = logits.map((v) => Math.exp((v - top) / heat));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((v) => v / sum);
  }

  /** Random numbers that are the same whenever the state is the same (Mulberry32). */
  static chance(seed) {
    let a = seed;
    return () => {
      a = (a + 0x6d2b79f5) | 0;
      let t = Math.imul(a ^ (a >>> 15), 1 | a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  title_() {
    return LETTERS_WORDS.title;
  }

  lead_() {
    return LETTERS_WORDS.lead;
  }

  build(data) {
    const words = LETTERS_WORDS;
    this.network = LiveLetters.load(data);
    Object.assign(this, { counting: data.unit, sign: data.sign, written: "", seed: 0 });
    this.prompt = make("textarea", { rows: 2, maxlength: 200, spellcheck: "false" });
    this.prompt.value = words.start;
    this.heat = make("input", { type: "range", min: 0.2, max: 1.4, step: 0.1, value: 0.8 });
    this.unit = choice(Object.fromEntries(this.network.W.map((_, j) => [j, String(j)])));
    this.unit.querySelector(`[value="${data.unit}"]`).textContent = words.counting(data.unit);
    this.unit.value = data.unit;
    this.place = make("input", { type: "range", min: 1, value: 1 });
    this.status = make("p", { class: "live-verdict", role: "status" });
    this.page = make("p", { class: "live-page", tabindex: 0 });
    this.reading = make("p", { class: "live-reading", "aria-live": "polite" });
    this.next = make("ol", { class: "live-next", "aria-label": words.next });
    this.stage.append(
      make("div", { class: "live-controls" },
        labelled(words.prompt, this.prompt), labelled("", this.heat),
        buttons(button(words.write, () => this.write(200)), button(words.again, () => this.again())),
        labelled(words.unit, this.unit)),
      this.status, this.page,
      stepper(words, this.place, () => this.show()),
      this.reading, make("p", { class: "live-label" }, words.next), this.next);
    this.prompt.addEventListener("input", () => this.again());
    for (const input of [this.heat, this.unit]) input.addEventListener("input", () => this.update());
  }

  restore(text) {
    const [seed, count, heat, unit, ...prompt] = text.split(",");
    this.prompt.value = prompt.join(",");
    this.heat.value = heat;
    if (unit in this.network.W) this.unit.value = unit;
    for (let n = 0; n < Math.min(10, Number(count) / 200); n++) this.write(200, Number(seed) + n);
    this.seed = Number(seed) || 0;
  }

  again() {
    this.written = "";
    this.seed += 1;
    this.place.value = 1;
    this.update();
  }

  write(count, seed = this.seed + this.written.length / 200) {
    const network = this.network, chance = LiveLetters.chance(seed);
    let { states, logits } = LiveLetters.read(network, this.prompt.value + this.written), h = states.at(-1);
    h ??= network.W.map(() => 0);
    for (let n = 0; n < count; n++) {
      let left = chance();
      const shares = LiveLetters.shares(logits, Number(this.heat.value));
      const letter = Math.max(0, shares.findIndex((share) => (left -= share) < 0));
      this.written += network.alphabet[letter];
      h = gruStep(network, network.letters[letter], h);
      logits = LiveLetters.logits(network, h);
    }
    this.place.max = (this.prompt.value + this.written).length;
    this.place.value = this.place.max;
    this.update();
  }

  update() {
    this.heat.previousSibling.textContent = LETTERS_WORDS.heat(Number(this.heat.value));
    this.text = [...(this.prompt.value + this.written)];
    this.read = LiveLetters.read(this.network, this.text);
    this.place.max = Math.max(1, this.text.length);
    this.status.textContent = LETTERS_WORDS.wrote(this.written.length);
    const unit = Number(this.unit.value), sign = unit === this.counting ? this.sign : 1;
    this.spans = this.text.map((letter, t) => {
      const value = sign * this.read.states[t][unit], strong = Math.round(45 * Math.abs(value));
      const span = make("span", {}, letter === "\n" ? "↵\n" : letter);
      const colour = `var(${value > 0 ? "--plus" : "--minus"})`;
      span.style.background = `color-mix(in srgb, ${colour} ${strong}%, transparent)`;
      if (t >= this.prompt.value.length) span.className = "live-new";
      return span;
    });
    this.page.replaceChildren(...this.spans);
    this.show();
  }

  /** Point at a letter; say how the unit stands there, and what comes next. */
  show() {
    const words = LETTERS_WORDS, t = Number(this.place.value) - 1, unit = Number(this.unit.value);
    const name = (letter) => words.names[letter] ?? letter;
    this.page.querySelector(".live-here")?.classList.remove("live-here");
    if (this.spans[t]) {
      this.spans[t].classList.add("live-here");
      this.page.scrollTop = this.spans[t].offsetTop - this.page.clientHeight / 2;
      const value = this.read.states[t][unit].toFixed(2).replace("-", "−");
      this.reading.textContent = words.reading(name(this.text[t]), unit, value);
    }
    const h = this.read.states[t] ?? this.network.W.map(() => 0);
    const shares = LiveLetters.shares(LiveLetters.logits(this.network, h), Number(this.heat.value));
    const best = shares.map((share, letter) => [share, letter]).sort((a, b) => b[0] - a[0]).slice(0, 5);
    this.next.replaceChildren(...best.map(([share, letter]) => {
      const item = make("li", {}, make("b", {}, name(this.network.alphabet[letter])), ` ${Math.round(100 * share)}%`);
      item.style.setProperty("--share", share);
      return item;
    }));
    if (this.classList.contains("live-ready"))
      this.keep([this.seed, this.written.length, this.heat.value, unit, this.prompt.value].join());
  }
}

customElements.define("live-letters", LiveLetters);
