/* On the first page: how many exercises this reader has solved, as this browser remembers it. */

const PROGRESS_WORDS = {
  solved: (count) => say("{count} solved here", { count }),
  forget: say("Forget my answers"),
  forgotten: say("Forgotten."),
};

/** The keys under which this browser remembers answers; none where that is forbidden. */
const kept = () => {
  try {
    return Object.keys(localStorage).filter((key) => /^(cell|solved):/.test(key));
  } catch {
    return [];
  }
};

for (const card of document.querySelectorAll(".card-item.chapter")) {
  const page = card.querySelector("a")?.getAttribute("href").split("/").pop();
  const count = kept().filter((key) => key.startsWith(`solved:${page}:`)).length;
  if (!count) continue;
  const note = document.createElement("p");
  note.className = "solved";
  note.textContent = `✓ ${PROGRESS_WORDS.solved(count)}`;
  card.append(note);
}

if (kept().length) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "forget";
  button.textContent = PROGRESS_WORDS.forget;
  button.addEventListener("click", () => {
    kept().forEach((key) => localStorage.removeItem(key));
    document.querySelectorAll(".solved").forEach((note) => note.remove());
    button.replaceWith(PROGRESS_WORDS.forgotten);
  });
  document.querySelector(".card-item.chapter").closest("section").parentElement.append(button);
}
