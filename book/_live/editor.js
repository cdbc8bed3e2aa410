/* A text area for code: it is as high as the code, and keeps the indentation. */

function codeEditor(text, { label, changed, run }) {
  const editor = document.createElement("textarea");
  const plain = { spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off" };
  for (const [key, value] of Object.entries({ class: "live-editor", "aria-label": label, ...plain }))
    editor.setAttribute(key, value);
  const fit = () => (editor.rows = editor.value.split("\n").length + 1);
  const tell = () => {
    fit();
    changed(editor.value);
  };
  const insert = (event, written) => {
    event.preventDefault();
    editor.setRangeText(written, editor.selectionStart, editor.selectionEnd, "end");
    tell();
  };

  /** Shift and Enter run the cell; Tab indents, but leaves the editor after Escape. */
  let leaving = false;
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      run();
    } else if (event.key === "Tab" && !event.shiftKey && !leaving) insert(event, "    ");
    leaving = event.key === "Escape";
  });

  /** A new line begins below the last one, deeper after a colon: phones have no Tab. */
  editor.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "insertLineBreak") return;
    const line = editor.value.slice(0, editor.selectionStart).split("\n").at(-1);
    insert(event, `\n${line.match(/^ */)[0]}${line.trimEnd().endsWith(":") ? "    " : ""}`);
  });
  editor.addEventListener("input", tell);
  editor.value = text;
  fit();
  return editor;
}
