/* The reader's Python: it loads once, then runs cells and always answers. */

let python;

const tell = (status) => postMessage({ kind: "status", ...status }); // live.js has the words

async function load() {
  tell({ doing: "loading" });
  importScripts("python/pyodide.js");
  const folder = new URL("python/", location.href).href;
  const pyodide = await loadPyodide({ indexURL: folder, lockFileURL: `${folder}pyodide-lock.json` });
  const names = Object.keys((await (await fetch(`${folder}pyodide-lock.json`)).json()).packages);
  tell({ doing: "packages" });
  await pyodide.loadPackage(names, { messageCallback: () => {} });
  const loaded = Object.keys(pyodide.loadedPackages).map((name) => name.toLowerCase());
  const missing = names.filter((name) => !loaded.includes(name.toLowerCase()));  // it only warns
  if (missing.length) throw new Error(`not loaded: ${missing.join(", ")}`);
  const helpers = await fetch("rnn_helpers.zip"), runner = await fetch("runner.py");
  if (!helpers.ok || !runner.ok) throw new Error("the book's helpers did not load");
  pyodide.unpackArchive(await helpers.arrayBuffer(), "zip", { extractDir: "/lib/python3.12/site-packages" });
  pyodide.FS.writeFile("/home/pyodide/runner.py", await runner.text());
  tell({ doing: "starting" });
  return pyodide.pyimport("runner");
}

onmessage = async ({ data: { units, fresh, language } }) => {
  try {
    python ??= load();
    const runner = await python;
    runner.speak(language);
    if (fresh) runner.begin();
    let outputs = [];
    for (const [k, { id, code }] of units.entries()) {
      tell(k + 1 < units.length ? { k: k + 1, count: units.length } : { doing: "running" });
      const proxy = runner.run(`cell ${id}`, code);
      outputs = proxy.toJs({ dict_converter: Object.fromEntries });
      proxy.destroy();
      if (outputs.some(({ kind }) => kind === "error")) {
        postMessage({ kind: "done", outputs, failed: id });
        return;
      }
    }
    postMessage({ kind: "done", outputs, failed: null });
  } catch (error) {
    python = undefined;
    postMessage({ kind: "broken", text: String(error.message ?? error) });
  }
};
