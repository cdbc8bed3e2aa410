/* Which cells run for a cell, and the worker that runs them. */

const bookPython = {
  worker: null, executed: new Map(), waiting: null,

  /** The cells that a cell needs, and itself: for each whether it has to run, or whether its values
   * from the book's run will do, as long as the reader has not changed how they come about. */
  wanted(cells, at) {
    const changed = (k) => [k, ...(cells[k].needs ?? [])].some((j) => cells[j].current !== cells[j].code);
    const found = new Map([[at, true]]);
    for (const k of cells[at].needs) {
      if (!cells[at].loads.includes(k)) found.set(k, true);
      else if (!cells[k].needs || !changed(k)) found.set(k, found.get(k) ?? false);
      else this.wanted(cells, k).forEach(([j, runs]) => found.set(j, runs || found.get(j)));
    }
    return [...found].sort(([a], [b]) => a - b);
  },

  /** What is left to do for a cell: those that have not run yet.
   *
   * One that would come after a later one might undo what that one did: then all run afresh. */
  plan(cells, at) {
    const wanted = this.wanted(cells, at), ran = this.executed;
    const missing = wanted.filter(([k, runs]) => !ran.has(k) || (runs && !ran.get(k).runs));
    const stale = wanted.some(([k]) => ran.has(k) && ran.get(k).code !== cells[k].current);
    const fresh = stale || !ran.size || Math.min(at, ...missing.map(([k]) => k)) <= Math.max(...ran.keys());
    return { fresh, units: fresh ? wanted : missing, kept: wanted.some(([k, runs]) => !runs && !ran.get(k)?.runs) };
  },

  /** Run what a cell needs and the cell; `tell` hears how it goes. */
  run(cells, at, tell) {
    this.worker ??= this.newWorker();
    const { fresh, units, kept } = this.plan(cells, at);
    if (fresh) this.executed.clear();
    const jobs = units.map(([k, runs]) => ({ k, runs, id: cells[k].id, code: cells[k].current }));
    return new Promise((resolve) => {
      this.waiting = (answer) => {
        this.waiting = null;
        if (answer.kind === "done" && !answer.failed) jobs.forEach((job) => this.executed.set(job.k, job));
        else this.executed.clear();
        resolve({ ...answer, kept });
      };
      this.worker.onmessage = ({ data }) =>
        data.kind === "status" ? tell(data) : this.waiting(data);
      this.worker.onerror = (event) => this.waiting({ kind: "broken", text: event.message ?? "" });
      const { folder, files } = this;
      this.worker.postMessage({ fresh, units: jobs, folder, files, language: document.documentElement.lang });
    });
  },

  /** The page has brought its script along, with what each file has to be that it loads. */
  newWorker() {
    return new Worker(URL.createObjectURL(new Blob([this.script], { type: "text/javascript" })));
  },

  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.waiting?.({ kind: "stopped" });
  },

  folder: new URL(".", document.currentScript.src).href,
  ...window.bookWorker,  // its script, and its files
};
