/* Services of the page: words in its language, the same place in the other language, printing, and
   keys for boxes that scroll. */

/** A text in the language of the page, with values in the place of their {names}. */
window.say = (text, values = {}) =>
  (window.bookWords?.[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Sentences one after the other; between Chinese ones there is no space. */
window.sayAll = (sentences) =>
  sentences.join(document.documentElement.lang.startsWith("zh") ? "" : " ");

(() => {
  const root = document.documentElement;

  // The link to the other language leads to the place that is read, or to the same search.
  const here = () => {
    const above = [...document.querySelectorAll(".bd-article section[id]")].filter(
      (section) => section.getBoundingClientRect().top < innerHeight / 3
    );
    return scrollY > innerHeight / 2 && above.length ? `#${above.at(-1).id}` : "";
  };
  const other = document.querySelector("a.edition");
  for (const kind of ["click", "auxclick", "contextmenu"])
    other?.addEventListener(kind, () => {
      other.search = location.search;
      other.hash = location.hash || here();
    });
  let closed = [];
  let theme = "light";

  // On paper every answer is open and the ground is white; afterwards all is as it was.
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".bd-article details:not([open])")];
    closed.forEach((answer) => answer.setAttribute("open", ""));
    document.querySelectorAll(".bd-article img").forEach((image) => (image.loading = "eager"));
    theme = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    closed.forEach((answer) => answer.removeAttribute("open"));
    root.dataset.theme = theme;
  });

  // A formula that is wider than its place scrolls, so it has to be a place that Tab gets to.
  const watcher = new ResizeObserver((entries) =>
    entries.forEach(({ target }) => {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    })
  );
  const boxes = ".bd-article div.math, .bd-article mjx-container.wide, .bd-article .text_html";
  document.querySelectorAll(boxes).forEach((box) => watcher.observe(box));
})();
