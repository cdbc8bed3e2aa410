/* Two services of the page: printing, and keys for boxes that scroll. */

(() => {
  const root = document.documentElement;
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
