// An answer as a table, a hundred rows at a time: things lead to their pages, with their labels beside their keys.

import { isNumber } from "./answers.js";
import { element, told } from "./words.js";

export const ROWS = 100;

export class Table {
  /** `parts` are the elements `count`, `place`, `previous` and `next`; `places` knows the things. */
  constructor(parts, places) {
    Object.assign(this, parts, { places, shown: 0 });
    this.previous.addEventListener("click", () => this.turn(-1));
    this.next.addEventListener("click", () => this.turn(1));
  }

  async show(answer) {
    this.answer = answer;
    this.page = 0;
    await this.#draw();
  }

  async turn(pages) {
    this.page += pages;
    await this.#draw();
    this.place.querySelector("[tabindex]")?.focus();
  }

  async #draw() {
    const { names, rows } = this.answer;
    const from = this.page * ROWS;
    const some = rows.slice(from, from + ROWS);
    const turn = ++this.shown;
    await this.places.learn(some.flatMap((row) => Object.values(row).filter((one) => one.type === "uri").map((one) => one.value)));
    if (turn !== this.shown) return; // another page was asked for meanwhile
    const range = { first: from + 1, last: from + some.length, all: rows.length };
    this.count.textContent = told(rows.length > ROWS ? "range" : "rows", range);
    this.previous.disabled = this.page === 0;
    this.next.disabled = from + ROWS >= rows.length;
    this.previous.hidden = this.next.hidden = rows.length <= ROWS;
    this.place.replaceChildren(...(rows.length ? [this.#table(names, some)] : []));
  }

  #table(names, rows) {
    const numbers = names.map((name) => rows.every((row) => !row[name] || isNumber(row[name])));
    const style = (at) => ({ class: numbers[at] && "number" });
    const head = names.map((name, at) => element("th", { scope: "col", ...style(at) }, name));
    const body = rows.map((row) => {
      const said = new Set(names.map((name) => row[name]).filter((term) => term?.type === "literal").map((term) => term.value));
      return element("tr", {}, ...names.map((name, at) => element("td", style(at), ...this.#cell(row[name], said))));
    });
    return element(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": told("table") },
      element("table", {}, element("caption", { class: "spoken" }, told("table")),
        element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body))
    );
  }

  #cell(term, said) {
    if (!term) return [];
    if (term.type !== "uri") return [element("bdi", { lang: term["xml:lang"] }, written(term))];
    const page = this.places.page(term.value);
    const address = page === undefined ? web(term.value) : encodeURI(page);
    const key = element("bdi", {}, this.places.short(term.value));
    const label = this.places.label(term.value);
    const link = address ? element("a", { href: address, rel: page === undefined && "external noreferrer" }, key) : key;
    if (!label || said.has(label.value)) return [link];
    return [link, element("br"), element("bdi", { class: "muted", lang: label["xml:lang"] }, label.value)];
  }
}

function written(term) {
  return term.type === "bnode" ? `_:${term.value}` : typeof term.value === "string" ? term.value : JSON.stringify(term.value);
}

/** Return an address that may be linked to: of http or https, with a host, and nothing hidden in it. */
function web(text) {
  if (/[\s\p{Cc}\p{Cf}]/u.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname } = new URL(text);
  return ["http:", "https:"].includes(protocol) && hostname ? text : undefined;
}
