/* Search: every section, term and function that has the words, the likeliest first. */

(() => {
  const STOP = new Set(
    ("a an and are as at be by can do does for from how i in into is it my not of on or so that " +
      "the their then there this to use using vs was what when where which why will with you your")
      .split(" ")
  );
  const SHOWN = 30;
  const WEIGHT = { "book/api": 0.6, "book/claims": 0.7, "book/notation": 0.8 }; // rather look up
  const HAN = /[\u3400-\u9fff]/;
  const ASIDES = /为什么|为何|怎么样?|怎样|如何|什么|哪[些个]?|多少|是否|能否|[吗呢的了和与在是有]/g;
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  // Without its ending a word finds its plural and its other forms.
  const stem = (word) =>
    word.length < 5 ? word : word.replace(/(ies|ing|ed|es|s|y|e)$/, "").replace(/(.)\1$/, "$1");

  // A pattern for a word of the query: Chinese stands anywhere, others begin a word; -ise is -ize.
  const pattern = (word) =>
    HAN.test(word)
      ? new RegExp(escape(word), "gi")
      : new RegExp(
          `(?<![\\p{L}\\p{N}])${escape(stem(word)).replace(/i[sz]/g, "i[sz]")}\\p{L}*`,
          "giu"
        );

  const holds = (text) =>
    window.BOOK.some(([, , inside]) =>
      inside.some(([, title, prose, , asked]) => `${title} ${prose} ${asked}`.includes(text))
    );

  // Chinese has no spaces. What no part holds as it stands is looked for without small words, and
  // then by its pairs of characters.
  const pieces = (run) => {
    if (!HAN.test(run) || holds(run)) return [run];
    return run.split(ASIDES).flatMap((part) => {
      if (part.length < 3 || holds(part)) return part ? [part] : [];
      return [...part].slice(1).map((_, at) => part.slice(at, at + 2));
    });
  };

  const terms = (query) => {
    const runs = query.toLowerCase().match(/[\u3400-\u9fff]+|[a-z\p{N}_@-]+|[\p{L}\p{N}_@-]+/gu) ?? [];
    const found = runs.flatMap(pieces);
    const kept = found.filter((word) => !STOP.has(word));
    return (kept.length ? kept : found).map(pattern);
  };

  const hits = (text, word) => (text.match(word) ?? []).length;

  const weigh = ([, title, prose, code, asked], word) =>
    8 * Math.min(hits(title, word) + hits(asked, word), 1) +
    3 * Math.log1p(hits(prose, word)) +
    Math.min(hits(code, word), 1);

  // A word that few parts have says more than one that stands everywhere.
  const rank = (query) => {
    const words = terms(query);
    const parts = window.BOOK.flatMap(([page, name, inside]) =>
      inside.map((part) => ({ page, name, part, weights: words.map((word) => weigh(part, word)) }))
    );
    const rarity = words.map((_, k) =>
      Math.log(1 + parts.length / (1 + parts.filter(({ weights }) => weights[k]).length))
    );
    const whole = query.trim().toLowerCase();
    for (const found of parts) {
      const [, title, prose] = found.part;
      const have = found.weights.filter(Boolean).length / words.length;
      found.score = found.weights.reduce((sum, weight, k) => sum + weight * rarity[k], 0);
      found.score *= (have ** 2 * (WEIGHT[found.page] ?? 1)) / (1 + prose.length / 4000);
      if (title.toLowerCase() === whole) found.score *= 4;
      else if (`${title} ${prose}`.toLowerCase().includes(whole)) found.score *= 1.5;
    }
    return parts.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  };

  // Where the first word behind a place begins, if that is before the other one.
  const wordNear = (prose, place, before) => {
    const space = prose.indexOf(" ", place);
    return place > 0 && space >= 0 && space < before ? space + 1 : place;
  };

  // The sentence around the first word, with all words marked.
  const excerpt = (prose, words) => {
    const at = Math.min(...words.map((word) => prose.search(word)).filter((place) => place >= 0));
    const room = HAN.test(prose) ? 120 : 240;
    const sentence = Math.max(0, prose.lastIndexOf(". ", at) + 1, prose.lastIndexOf("。", at) + 1);
    const near = Number.isFinite(at) ? wordNear(prose, at - room / 2, at) : 0;
    const from = Number.isFinite(at) ? Math.max(sentence, near) : 0;
    const space = Math.max(prose.lastIndexOf(" ", from + room), prose.lastIndexOf("，", from + room));
    const cut = prose.length > from + room ? Math.max(space, from + room / 2) : prose.length;
    const text = prose.slice(from, cut).trim();
    const line = document.createElement("p");
    line.className = "context";
    if (from > sentence) line.append("… ");
    let done = 0;
    const any = new RegExp(words.map((word) => word.source).join("|"), "giu");
    for (const found of text.matchAll(any)) {
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      line.append(text.slice(done, found.index), mark);
      done = found.index + found[0].length;
    }
    line.append(text.slice(done), cut < prose.length ? " …" : "");
    return line;
  };

  const show = (query) => {
    const found = rank(query);
    const list = document.createElement("ul");
    list.className = "search";
    for (const { page, name, part: [place, title, prose] } of found.slice(0, SHOWN)) {
      const link = document.createElement("a");
      link.href = `${page}.html#${place}`;
      link.textContent = title === name ? title : `${name} › ${title}`;
      const item = document.createElement("li");
      item.append(link, excerpt(prose, terms(query)));
      list.append(item);
    }
    const told = document.createElement("p");
    told.className = "search-summary";
    told.setAttribute("role", "status");
    told.textContent = found.length
      ? say("{shown} of {count} places, the likeliest first.",
        { shown: Math.min(found.length, SHOWN), count: found.length })
      : say("Nothing found. Fewer words, or another one, may help; the glossary lists the terms.");
    document.getElementById("search-results").replaceChildren(told, list);
  };

  window.rank = rank; // for the tests
  const query = new URLSearchParams(location.search).get("q");
  document.querySelectorAll('input[name="q"]').forEach((field) => (field.value = query ?? ""));
  if (query) show(query);
})();
