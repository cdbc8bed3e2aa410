/* The reader's Python: it loads once, then runs cells and always answers. */

let python;

const tell = (status) => postMessage({ kind: "status", ...status });  // live.js has the words

/** An error that names the files that did not come, or not as they should be. */
class Refused extends Error {
  constructor(files) {
    super(files.join(", "));
    this.files = files;
  }
}

async function fetched(name) {
  const answer = await fetch(name).catch(() => ({ ok: false }));
  if (!answer.ok) throw new Refused([name]);
  return answer;
}

async function load() {
  tell({ doing: "loading" });
  importScripts("python/pyodide.js");
  const folder = new URL("python/", location.href).href;
  const lock = await (await fetched("python/pyodide-lock.json")).json();
  const pyodide = await loadPyodide({ indexURL: folder, lockFileURL: `${folder}pyodide-lock.json` });
  tell({ doing: "packages" });
  await pyodide.loadPackage(Object.keys(lock.packages), { messageCallback: () => {}, errorCallback: () => {} });
  const loaded = Object.keys(pyodide.loadedPackages).map((name) => name.toLowerCase());
  const missing = Object.entries(lock.packages).filter(([name]) => !loaded.includes(name.toLowerCase()));
  if (missing.length) throw new Refused(missing.map(([, { file_name }]) => file_name));  // it only warns
  const helpers = await fetched("rnn_helpers.zip");
  pyodide.unpackArchive(await helpers.arrayBuffer(), "zip", { extractDir: "/lib/python3.12/site-packages" });
  for (const name of ["kept.py", "boxes.py", "boxes.json", "runner.py"]) await copy(pyodide, name);
  tell({ doing: "starting" });
  pyodide.pyimport("boxes").carry("boxes.json");
  return { runner: pyodide.pyimport("runner"), pyodide };
}

async function copy(pyodide, name) {
  const bytes = await (await fetched(name)).arrayBuffer();
  pyodide.FS.writeFile(`/home/pyodide/${name.split("/").pop()}`, new Uint8Array(bytes));
}

/** Take over the values of a cell from the book's own run. */
async function takeOver({ pyodide, runner }, id) {
  await copy(pyodide, `kept/${id}.npz`);
  runner.load(`/home/pyodide/${id}.npz`);
}

/** Run a cell; return its outputs as objects. */
function outputsOf(runner, { id, code }) {
  const proxy = runner.run(`cell ${id}`, code);
  const outputs = proxy.toJs({ dict_converter: Object.fromEntries });
  proxy.destroy();
  return outputs;
}

onmessage = async ({ data: { units, fresh, language } }) => {
  try {
    python ??= load();
    const loaded = await python;
    loaded.runner.speak(language);
    if (fresh) loaded.runner.begin();
    let outputs = [];
    for (const [k, unit] of units.entries()) {
      tell(k + 1 < units.length ? { k: k + 1, count: units.length - 1 } : { doing: "running" });
      if (!unit.runs) {
        await takeOver(loaded, unit.id);
        continue;
      }
      outputs = outputsOf(loaded.runner, unit);
      if (outputs.some(({ kind }) => kind === "error")) {
        postMessage({ kind: "done", outputs, failed: unit.id });
        return;
      }
    }
    postMessage({ kind: "done", outputs, failed: null });
  } catch (error) {
    python = undefined;
    postMessage({ kind: "broken", files: error.files, text: String(error.message ?? error) });
  }
};
