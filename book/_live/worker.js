/* The reader's Python: it loads once, then runs cells and always answers. */

let python, folder, files;  // where its files lie, and what each has to be: the page knows

const LATER = /^(kept|boxes)\//;  // what a few cells need comes with them
const download = self.fetch;
const tell = (status) => postMessage({ kind: "status", ...status });  // live.js has the words

/** An error that names the file that did not come, or not as it should be. */
class Refused extends Error {
  constructor(name) {
    super(name);
    this.file = name.split("/").pop();
  }
}

/** A file as it was built, or none; it is asked for anew if what the browser keeps is another. */
async function fetched(name) {
  const ask = (more) => download(folder + name, { integrity: files[name], ...more });
  const refuse = () => { throw new Refused(name); };
  if (!files[name]) refuse();
  return ask().catch(() => ask({ cache: "reload" })).catch(refuse);
}

/** Run a script that has come: `importScripts` would load it once more, and check nothing. */
async function runScript(answer) {
  const address = URL.createObjectURL(new Blob([await answer.blob()], { type: "text/javascript" }));
  importScripts(address);
  URL.revokeObjectURL(address);
}

async function load() {
  tell({ doing: "loading" });
  const names = Object.keys(files).filter((name) => !LATER.test(name));
  const came = new Map(await Promise.all(names.map(async (name) => [name, await fetched(name)])));
  for (const name of ["pyodide", "pyodide.asm"]) await runScript(came.get(`python/${name}.js`));
  const lock = await came.get("python/pyodide-lock.json").clone().json();
  self.fetch = async (address) => came.get(String(address).slice(folder.length)) ?? Response.error();
  const pyodide = await loadPyodide({ indexURL: `${folder}python/` });
  tell({ doing: "packages" });
  await pyodide.loadPackage(Object.keys(lock.packages), { messageCallback: () => {} });
  self.fetch = download;
  const helpers = await came.get("rnn_helpers.zip").arrayBuffer();
  pyodide.unpackArchive(helpers, "zip", { extractDir: "/lib/python3.12/site-packages" });
  for (const name of ["kept.py", "boxes.py", "runner.py"]) await keep(pyodide, name, came.get(name));
  tell({ doing: "starting" });
  const boxes = pyodide.pyimport("boxes").carry(folder, pyodide.toPy(files));
  return { runner: pyodide.pyimport("runner"), boxes, pyodide };
}

async function keep(pyodide, name, answer) {
  const path = `/home/pyodide/${name.split("/").pop()}`;
  pyodide.FS.writeFile(path, new Uint8Array(await answer.arrayBuffer()));
  return path;
}

/** Take over the values of a cell from the book's own run. */
async function takeOver({ pyodide, runner }, id) {
  const name = `kept/${id}.npz`;
  runner.load(await keep(pyodide, name, await fetched(name)));
}

/** Run a cell; return its outputs as objects. */
function outputsOf({ runner, boxes }, { id, code }) {
  const proxy = runner.run(`cell ${id}`, code);
  const outputs = proxy.toJs({ dict_converter: Object.fromEntries });
  proxy.destroy();
  if (boxes.refused) throw new Refused(boxes.refused);
  return outputs;
}

onmessage = async ({ data }) => {
  ({ folder, files } = data);
  const { units, fresh, language } = data;
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
      outputs = outputsOf(loaded, unit);
      if (outputs.some(({ kind }) => kind === "error")) {
        postMessage({ kind: "done", outputs, failed: unit.id });
        return;
      }
    }
    postMessage({ kind: "done", outputs, failed: null });
  } catch (error) {
    python = undefined;
    postMessage({ kind: "broken", file: error.file, text: String(error.message ?? error) });
  }
};
