/* The translator of chapter 6d: a number in English words becomes German, part by part, and each
   part shows which English words it looked at. */

const LOOM_WORDS = {
  title: say("Live attention loom"),
  lead: say("The network of chapter 6d writes a number in German. Rows are the parts that it writes, columns the words that it reads: the larger a square, the more attention."),
  number: say("A number up to 999,999"),
  examples: ["654277", "340120", "54", "7"],
  step: say("German part"),
  back: say("One part back"),
  forward: say("One part on"),
  good: (words, written) => say("{words}: {written}. That is right.", { words, written }),
  bad: (words, written, right) =>
    say("{words}: {written}. That is wrong; right is {right}.", { words, written, right }),
  reading: (t, n, part, word, share) =>
    say("Part {t} of {n}: for “{part}” it looks at “{word}”, with {share}% of its attention.",
      { t, n, part, word, share }),
  wrong: say("A whole number from 0 to 999,999, please."),
  end: "END",
};
const ENGLISH = {
  ones: ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen " +
    "fifteen sixteen seventeen eighteen nineteen").split(" "),
  tens: "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" "),
};
const GERMAN = {
  ones: ("null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn " +
    "fünfzehn sechzehn siebzehn achtzehn neunzehn").split(" "),
  tens: "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" "),
};

class LiveLoom extends LiveFigure {
  static english(n) {
    const { ones, tens } = ENGLISH;
    const small = (k) => (k < 20 ? [ones[k]] : [tens[Math.floor(k / 10)], ...(k % 10 ? [ones[k % 10]] : [])]);
    const group = (k) => {
      if (k < 100) return small(k);
      return [ones[Math.floor(k / 100)], "hundred", ...(k % 100 ? ["and", ...small(k % 100)] : [])];
    };
    if (n < 1000) return group(n);
    const rest = n % 1000, last = rest === 0 ? [] : rest < 100 ? ["and", ...small(rest)] : group(rest);
    return [...group(Math.floor(n / 1000)), "thousand", ...last];
  }

  static german(n) {
    const { ones, tens } = GERMAN;
    const small = (k) => {
      if (k === 1) return ["eins"];
      if (k < 20) return [ones[k]];
      const ten = tens[Math.floor(k / 10)];
      return k % 10 ? [ones[k % 10], "und", ten] : [ten];
    };
    const group = (k) => {
      if (k < 100) return small(k);
      return [ones[Math.floor(k / 100)], "hundert", ...(k % 100 ? small(k % 100) : [])];
    };
    if (n < 1000) return group(n);
    const thousands = Math.floor(n / 1000), rest = n % 1000;
    return [...(thousands === 1 ? ["ein"] : group(thousands)), "tausend", ...(rest ? group(rest) : [])];
  }

  static load({ english, german, weights }) {
    const arrays = unpackAll(weights);
    const cell = (name) => ({ U: arrays[`${name}_U`], W: arrays[`${name}_W`], b: arrays[`${name}_b`] });
    const parts = Object.fromEntries(Object.entries(german).map(([word, code]) => [code, word]));
    const cells = { ahead: cell("ahead"), back: cell("back"), writer: cell("writer") };
    return { ...arrays, ...cells, codes: english, parts };
  }

  /** Write German parts, the likeliest at each step; return them and where the network looked. */
  static translate(network, words, longest = 16) {
    const END = 3, START = 2, UNKNOWN = 1;
    const x = [...words.map((word) => network.codes[word] ?? UNKNOWN), END].map((code) => network.english[code]);
    const run = (cell, inputs) => {
      let h = new Float64Array(cell.W.length);
      return inputs.map((input) => (h = gruStep(cell, input, h)));
    };
    const ahead = run(network.ahead, x), back = run(network.back, [...x].reverse()).reverse();
    let h = Float64Array.from([...ahead.at(-1), ...back[0]]), read = START;
    // Keras blanks the backward half of as many first words as the row of 12 has padding.
    const states = ahead.map((h, i) => [...h, ...(i < 12 - x.length ? back[i].map(() => 0) : back[i])]);
    const written = [], looks = [];
    while (read !== END && written.length < longest) {
      h = gruStep(network.writer, network.german[read], h);
      const scores = states.map((state) => state.reduce((sum, v, j) => sum + v * h[j], 0));
      const top = Math.max(...scores), powers = scores.map((e) => Math.exp(e - top));
      const look = powers.map((v) => v / powers.reduce((a, b) => a + b));
      const both = [...times(look, states), ...h];
      const mixed = addTimes(Float64Array.from(network.mix_c), both, network.mix_V).map(Math.tanh);
      const logits = addTimes(Float64Array.from(network.out_c), mixed, network.out_V);
      read = logits.indexOf(Math.max(...logits));
      written.push(network.parts[read] ?? (read === END ? "END" : "?"));
      looks.push(look);
    }
    return { written, looks };
  }

  title_() {
    return LOOM_WORDS.title;
  }

  lead_() {
    return LOOM_WORDS.lead;
  }

  build(data) {
    const words = LOOM_WORDS;
    this.network = LiveLoom.load(data);
    this.number = make("input", { inputmode: "numeric", maxlength: 7, autocomplete: "off", size: 8 });
    this.number.value = words.examples[0];
    this.step = make("input", { type: "range", min: 1, value: 1 });
    this.verdict = make("p", { class: "live-verdict", role: "status" });
    this.reading = make("p", { class: "live-reading", "aria-live": "polite" });
    this.strip = make("div", { class: "live-strip", tabindex: 0, role: "group", "aria-label": words.title });
    const locale = document.documentElement.lang || "en";
    this.stage.append(
      make("div", { class: "live-controls" }, labelled(words.number, this.number),
        buttons(...words.examples.map((text) => button(Number(text).toLocaleString(locale), () => {
          this.number.value = text;
          this.step.value = 1;
          this.update();
        })))),
      this.verdict, this.strip,
      stepper(words, this.step, () => this.show()),
      this.reading);
    this.number.addEventListener("input", () => this.update());
  }

  restore(text) {
    const [number, step] = text.split(",");
    this.number.value = number;
    this.wanted = step;
  }

  update() {
    const words = LOOM_WORDS, text = this.number.value.replace(/[\s,]/g, "");
    const fine = /^\d{1,6}$/.test(text);
    this.number.setAttribute("aria-invalid", !fine);
    if (!fine) {
      this.verdict.textContent = words.wrong;
      return;
    }
    const n = Number(text);
    this.words = [...LiveLoom.english(n), words.end];
    Object.assign(this, LiveLoom.translate(this.network, this.words.slice(0, -1)));
    const said = this.written.filter((part) => part !== "END").join(" "), right = LiveLoom.german(n).join(" ");
    const start = this.words.slice(0, -1).join(" ");
    const good = said === right;
    this.verdict.textContent = good ? words.good(start, said) : words.bad(start, said, right);
    this.verdict.dataset.right = good;
    this.step.max = this.written.length;
    if (this.wanted) this.step.value = this.wanted;
    this.wanted = undefined;
    this.drawLoom();
    this.show();
  }

  /** Rows write, columns read; the larger a square, the more attention. */
  drawLoom() {
    const left = 84, top = 86, side = 30;
    const width = left + side * this.words.length + 40, height = top + side * this.written.length + 4;
    const svg = draw("svg", { width, height, "aria-hidden": "true" });
    this.mark = draw("rect", { class: "live-mark", x: 0, width, height: side, rx: 4 });
    svg.append(this.mark);
    this.words.forEach((word, i) => {
      const x = left + side * (i + 0.5);
      svg.append(draw("text", { x, y: top - 8, transform: `rotate(-45 ${x} ${top - 8})` }, word));
    });
    this.written.forEach((part, t) => {
      const y = top + side * (t + 0.5);
      svg.append(draw("text", { x: left - 8, y: y + 5, class: "live-end" }, part));
      this.looks[t].forEach((share, i) => {
        const size = Math.max(1, Math.sqrt(share) * (side - 6));
        svg.append(draw("rect", {
          class: "live-plus", width: size, height: size,
          x: left + side * (i + 0.5) - size / 2, y: y - size / 2,
        }));
      });
    });
    Object.assign(this, { left, top, side });
    this.strip.replaceChildren(svg);
  }

  show() {
    const t = Number(this.step.value) - 1, look = this.looks[t];
    const best = look.indexOf(Math.max(...look));
    this.mark.setAttribute("y", this.top + this.side * t);
    const seen = this.left + this.side * (best + 2);
    this.strip.scrollLeft = seen - this.strip.clientWidth; // not at all, if that is below zero
    this.reading.textContent = LOOM_WORDS.reading(
      t + 1, this.written.length, this.written[t], this.words[best], Math.round(100 * look[best]));
    if (this.classList.contains("live-ready")) this.keep(`${this.number.value},${t + 1}`);
  }
}

customElements.define("live-loom", LiveLoom);
