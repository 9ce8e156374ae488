// Who answers queries: the engine in this browser, or the server that the page came from. Both are asked alike.

export class Stopped extends Error {}

/** The query, or what it is asked of, is at fault; `message` says how, in English. */
export class Refused extends Error {}

/** The engine gave up on the query. */
export class Broken extends Error {}

/** The data, or an answer, cannot be had. */
export class Unreachable extends Error {}

/** The engine in this browser. `tell` hears how far it is: { fetched, of }, { statements }. */
export class Here {
  #worker;
  #opened;
  #asked = new Map();
  #count = 0;

  constructor(dump, tell = () => {}) {
    this.dump = dump;
    this.tell = tell;
  }

  /** Fetch the data, once; what was stopped or failed begins anew. */
  open() {
    if (!this.#opened) {
      this.#worker = new Worker(new URL("sparql-worker.js", import.meta.url), { type: "module" });
      this.#worker.onmessage = ({ data }) => this.#heard(data);
      this.#worker.onerror = (event) => this.#ended(new Unreachable(event.message ?? ""));
      const opened = this.#send({ dump: this.dump }, Unreachable).catch((error) => {
        if (this.#opened === opened) this.#ended(error);
        throw error;
      });
      this.#opened = opened;
    }
    return this.#opened;
  }

  /** Return { type, text }: JSON of SPARQL results, or N-Triples. */
  async ask(query) {
    await this.open();
    return this.#send({ query }, Refused);
  }

  /** Give up what is being done; the data are read again when they are next wanted. */
  stop() {
    this.#ended(new Stopped());
  }

  #send(message, failure) {
    const id = ++this.#count;
    return new Promise((done, failed) => {
      this.#asked.set(id, { done, failed: (problem) => failed(new failure(problem)), ended: failed });
      this.#worker.postMessage({ id, ...message });
    });
  }

  #heard({ id, problem, broken, ...answer }) {
    if (!id) return this.tell(answer);
    if (broken) return this.#ended(new Broken(problem));
    const { done, failed } = this.#asked.get(id);
    this.#asked.delete(id);
    if (answer.statements) this.tell(answer);
    problem === undefined ? done(answer) : failed(problem);
  }

  #ended(error) {
    this.#worker?.terminate();
    this.#worker = this.#opened = undefined;
    for (const { ended } of this.#asked.values()) ended(error);
    this.#asked.clear();
  }
}

/** A server that speaks the SPARQL 1.1 Protocol. */
export class There {
  #running = new Set();

  /** `lang` is the language that its errors are told in, if it can. */
  constructor(endpoint, lang) {
    Object.assign(this, { endpoint, lang });
  }

  async open() {}

  async ask(query) {
    const running = new AbortController();
    this.#running.add(running);
    try {
      const response = await fetch(this.endpoint, {
        method: "POST",
        headers: {
          "Content-Type": "application/sparql-query",
          "Accept-Language": this.lang,
          Accept: "application/sparql-results+json, application/n-triples;q=0.9",
        },
        body: query,
        signal: running.signal,
      });
      const text = await response.text();
      if (!response.ok) throw new Refused(text.trim() || `${response.status} ${response.statusText}`);
      return { type: (response.headers.get("Content-Type") ?? "").split(";")[0].trim(), text };
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw running.signal.aborted ? new Stopped() : new Unreachable(error.message);
    } finally {
      this.#running.delete(running);
    }
  }

  stop() {
    for (const running of this.#running) running.abort();
  }
}
