// Which columns of an answer a chart can show, and the choice among them.

import { isNumber } from "./answers.js";
import { element, told } from "./words.js";

const YEAR = /^(19|20)\d\d$/;

export class Charting {
  /** `parts` are the elements `box` (details), `across`, `along`, `by` (selects) and `canvas`. */
  constructor(parts, places) {
    Object.assign(this, parts, { places });
    for (const one of [this.across, this.along, this.by]) one.addEventListener("change", () => this.#draw());
    this.box.addEventListener("toggle", () => this.#draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
  }

  /** Offer the columns of an answer; without a number in it, no chart is offered. */
  show({ names, rows }) {
    this.rows = rows;
    const filled = names.filter((name) => rows.some((row) => row[name]));
    const every = (test) => filled.filter((name) => rows.every((row) => !row[name] || test(row[name])));
    const years = every((term) => YEAR.test(term.value));
    const numbers = every(isNumber).filter((name) => !years.includes(name));
    this.box.hidden = !numbers.length || filled.length < 2 || rows.length < 2;
    if (this.box.hidden) return undefined;
    const others = filled.filter((name) => !numbers.includes(name));
    const labels = others.filter((name) => rows.some((row) => row[name]?.type === "literal"));
    const across = years[0] ?? labels[0] ?? others[0] ?? numbers[0];
    choices(this.across, filled, across);
    choices(this.along, numbers, numbers.find((name) => name !== across));
    const apart = (by) => new Set(rows.map((row) => JSON.stringify([row[across], row[by]]))).size;
    const repeats = apart(across) < rows.length;
    const by = repeats ? [...labels, ...others].find((name) => name !== across && apart(name) === rows.length) : "";
    choices(this.by, ["", ...others], by ?? "");
    return this.#draw();
  }

  /** Return the chart as a picture (PNG), on the colour of the page. */
  picture() {
    const { width, height } = this.canvas;
    const copy = element("canvas", { width, height });
    const pen = copy.getContext("2d");
    pen.fillStyle = getComputedStyle(this.canvas).getPropertyValue("--paper").trim();
    pen.fillRect(0, 0, width, height);
    pen.drawImage(this.canvas, 0, 0);
    return new Promise((done) => copy.toBlob(done, "image/png"));
  }

  async #draw() {
    if (this.box.hidden || !this.box.open) return;
    const [across, along, by] = [this.across.value, this.along.value, this.by.value];
    const rows = this.rows.filter((row) => row[across] && row[along]);
    const things = rows.flatMap((row) => [row[across], row[by]]).filter((term) => term?.type === "uri");
    const { draw } = await import(new URL("sparql-chart.js", import.meta.url).href);
    await this.places.learn(things.map((term) => term.value));
    const points = rows.map((row) => [this.#name(row[across]), Number(row[along].value), this.#name(row[by])]);
    this.canvas.dataset.points = draw(this.canvas, points, [across, along]);
    this.canvas.setAttribute("aria-label", told("chart", { across, along }));
  }

  #name(term) {
    if (term?.type !== "uri") return term?.value ?? "";
    return this.places.label(term.value)?.value ?? this.places.short(term.value);
  }
}

function choices(select, names, chosen) {
  const options = names.map((name) => element("option", { value: name, selected: name === chosen }, name || "–"));
  select.replaceChildren(...options);
}
