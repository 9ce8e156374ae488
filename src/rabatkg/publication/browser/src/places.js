// Where things are told of: the same places as `publication/places.py` gives, from what the graph says of them. What
// keys look like, and which kinds of things share pages, the page is told from there.

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";

export class Places {
  #known = new Map();

  /**
   * `names` has `base`, `home`, `rkg` and `rule`; the patterns `named` and `passage`; the lists `opaque` and `fragments`
   * of kinds and classes, and `graphs` of those that belong to no record. `ask` answers a query with { names, rows }.
   */
  constructor(names, lang, ask) {
    Object.assign(this, { names, lang, ask });
    this.named = new RegExp(`^(?:${names.named})$`);
    this.passage = new RegExp(`^(?:${names.passage})$`);
  }

  /** Learn what the graph says of these things, and of what they may be parts of. */
  async learn(iris) {
    const wanted = [...new Set(iris.flatMap((iri) => this.#near(iri)))].filter((iri) => !this.#known.has(iri));
    if (!wanted.length) return;
    const { rows } = await this.ask(
      `SELECT ?it ?class ?own ?label WHERE {
        VALUES ?it { ${wanted.map((iri) => `<${iri}>`).join(" ")} }
        { ?it a ?class } UNION { ?it <${SKOS}prefLabel> ?own } UNION { ?it <${RDFS}label> ?label } }`
    );
    for (const iri of wanted) this.#known.set(iri, { there: false, fragment: false, titled: false, labels: [] });
    for (const { it, class: kind, own, label } of rows) {
      const known = this.#known.get(it.value);
      known.there = true;
      known.fragment ||= this.names.fragments.some((name) => kind?.value === this.names.rkg + name);
      known.titled ||= Boolean(own);
      if (own ?? label) known.labels.push(own ?? label);
    }
  }

  /** Return what a thing is called, in the reader's language if it can be, or undefined. */
  label(iri) {
    const labels = this.#known.get(iri)?.labels ?? [];
    const order = [this.lang, "en", undefined];
    const ranked = order.map((lang) => labels.filter((term) => term["xml:lang"] === lang)).concat([labels]);
    return ranked.find((found) => found.length)?.sort((one, other) => (one.value < other.value ? -1 : 1))[0];
  }

  /** Return the page of a thing, below the folder of a language; undefined for what is not ours or not there. */
  page(iri) {
    const { base, home, rkg, rule, graphs, opaque } = this.names;
    if (iri.startsWith(rkg)) return `ontology.html#${iri.slice(rkg.length)}`;
    if (iri.startsWith(rule)) return `profiles.html#${iri.slice(rule.length)}`;
    if (iri.startsWith(`${home}ontology`)) {
      const part = iri.slice(`${home}ontology/`.length).split("/")[0];
      return graphs.includes(part) ? `graphs.html#${part}` : "ontology.html";
    }
    if (iri === rule.slice(0, -1)) return "profiles.html";
    if (iri.startsWith(`${base}graph/`)) {
      const name = iri.slice(`${base}graph/`.length);
      if (graphs.includes(name)) return `graphs.html#${name}`;
      return this.#things(name).some((thing) => this.#titled(thing)) ? `${name}.html#graph` : undefined;
    }
    const key = this.key(iri);
    if (!key || !this.#known.get(iri)?.there) return undefined;
    const [kind, ...rest] = key.split("/");
    const name = rest.join("/");
    if (opaque.includes(kind)) return `${kind}/${name.slice(0, 2)}.html#${name}`;
    const passage = this.passage.exec(key);
    if (passage) return `passage/${passage[1]}/${passage[2]}.html#${passage[3]}`;
    const holder = this.#holder(iri);
    return holder ? `${holder}.html#${key.slice(holder.length + 1)}` : `${key}.html`;
  }

  /** Return the key of a thing of ours, as `meeting/x`. */
  key(iri) {
    const start = [this.names.base, this.names.home].find((one) => iri.startsWith(`${one}id/`));
    const key = start && iri.slice(start.length + 3);
    return key && this.named.test(key) ? key : undefined;
  }

  #holder(iri) {
    const key = this.key(iri);
    const known = this.#known.get(iri);
    if (!key || key.split("/").length < 3 || (known?.titled && !known.fragment)) return undefined;
    const above = this.#above(iri).find((one) => this.#known.get(one)?.there);
    return above && (this.#holder(above) ?? this.key(above));
  }

  #titled(iri) {
    const key = this.key(iri);
    const apart = !key || this.names.opaque.includes(key.split("/")[0]) || this.passage.test(key);
    return !apart && this.#known.get(iri)?.there && !this.#holder(iri);
  }

  /** What a thing may be a part of, the nearest first. */
  #above(iri) {
    const parts = this.key(iri).split("/");
    const start = iri.slice(0, iri.length - this.key(iri).length);
    return parts.slice(2).map((_, at) => start + parts.slice(0, parts.length - 1 - at).join("/"));
  }

  #things(key) {
    return [...new Set([this.names.base, this.names.home])].map((start) => `${start}id/${key}`);
  }

  #near(iri) {
    if (/[\s<>"{}|\\^`]/.test(iri)) return [];
    const { base } = this.names;
    const graph = iri.startsWith(`${base}graph/`) ? this.#things(iri.slice(`${base}graph/`.length)) : [];
    return [iri, ...graph, ...[iri, ...graph].filter((one) => this.key(one)).flatMap((one) => this.#above(one))];
  }
}
