// The SPARQL page: a question is chosen or written, asked, and answered.

import { answer, csv, guarded } from "./answers.js";
import { Here, There } from "./asking.js";
import { Charting } from "./charting.js";
import { Editor } from "./editor.js";
import { strangers } from "./nearness.js";
import { Places } from "./places.js";
import { problem } from "./problems.js";
import { Table } from "./table.js";
import { element, settings, told, words } from "./words.js";

const part = (id) => document.getElementById(id);
const address = (path) => new URL(path, document.baseURI).href;
const json = async (path) => (await fetch(address(path))).json();
const known = { prefixes: {}, terms: [] };
const learnt = json(settings.terms).then((told) => Object.assign(known, told), () => known);
const questions = json(settings.questions);

export const here = new Here(address(settings.dump), progress);
const there = settings.endpoint && new There(address(settings.endpoint), settings.lang);
/** Answer a query with { names, rows, type, text }, wherever the reader wants it answered. */
export const ask = async (query) => answer(await engine().ask(query));
export const places = new Places(settings.names, settings.lang, ask);
places.short = (iri) => {
  const prefix = Object.keys(known.prefixes).find((one) => iri.startsWith(known.prefixes[one]));
  return places.key(iri) ?? (prefix ? `${prefix}:${iri.slice(known.prefixes[prefix].length)}` : iri);
};

const editor = new Editor(part("editor"), words, () => known, { run, changed });
const table = new Table({ count: part("count"), place: part("table"), previous: part("previous"), next: part("next") }, places);
const chart = new Charting(
  { box: part("chart"), across: part("across"), along: part("along"), by: part("by"), canvas: part("canvas") }, places
);
const choice = part("question");
let latest;

function engine() {
  return there && part("there").checked ? there : here;
}

function progress({ fetched, of, statements }) {
  part("progress").hidden = false;
  if (of) part("progress").value = Math.min(fetched / of, 1);
  else part("progress").removeAttribute("value");
  if (statements) say("held", { n: statements });
  else if (fetched === of) say("reading");
  else say(of ? "fetching" : "fetched", { percent: Math.round((100 * fetched) / of), n: Math.round(fetched / 1e5) / 10 });
}

function say(name, values) {
  part("state").textContent = name ? told(name, values) : "";
}

async function run() {
  if (part("run").disabled) return;
  part("problem").hidden = part("answer").hidden = true;
  part("run").disabled = !(part("stop").disabled = false);
  editor.settle();
  await learnt;
  editor.declare();
  editor.blame();
  const query = editor.text;
  remember(query);
  warn(query);
  try {
    await engine().open();
    part("progress").removeAttribute("value");
    part("progress").hidden = false;
    say("asking");
    const began = performance.now();
    latest = await ask(query);
    const seconds = (performance.now() - began) / 1000;
    await table.show(latest);
    part("answer").hidden = false;
    await chart.show(latest);
    say("answered", { seconds: Math.round(seconds * 100) / 100 });
  } catch (error) {
    const { text, line, column, length } = problem(error, query);
    say();
    part("problem").textContent = text;
    part("problem").hidden = false;
    editor.blame(text, line, column, length);
  } finally {
    part("run").disabled = !(part("stop").disabled = true);
    part("progress").hidden = true;
  }
}

/** Tell of words that the ontology does not have; the query is asked all the same. */
function warn(query) {
  const found = strangers(query, known);
  part("unknown").textContent = found.map(({ word, near }) => told(near ? "meant" : "unknown", { found: word, near })).join(" ");
  part("unknown").hidden = !found.length;
}

/** Show a saved question in the editor, as of the day of the catalogue where it asks for one; false where none is called so. */
async function choose(name) {
  const found = (await questions).find((one) => one.name === name);
  if (!found) return false;
  choice.value = name;
  editor.text = found.sparql.replaceAll("{today}", settings.today);
  part("day").textContent = found.today.length ? told("today", { names: found.today.join(", "), day: settings.day }) : "";
  history.replaceState(null, "", `?question=${encodeURIComponent(name)}`);
  carry();
  return true;
}

function changed() {
  choice.value = part("day").textContent = "";
}

/** Let the address of the page lead to this query; what stands after `#` is sent to nobody. */
function remember(query) {
  if (choice.value) return;
  history.replaceState(null, "", `${location.pathname}#query=${encodeURIComponent(query)}`);
  carry();
}

/** Let the links to this page in other languages lead to the same query. */
function carry() {
  for (const link of document.querySelectorAll(".languages a")) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
}

function download(name, type, text) {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function offered(button, ending, type, write) {
  part(button).addEventListener("click", () => download(`${choice.value || "answer"}.${ending}`, type, write(latest)));
}

offered("for-spreadsheets", "csv", "text/csv", guarded);
offered("as-csv", "raw.csv", "text/csv", csv);
part("as-told").addEventListener("click", () => {
  download(`${choice.value || "answer"}.${latest.type.endsWith("json") ? "json" : "nt"}`, latest.type, latest.text);
});
part("as-picture").addEventListener("click", async () => {
  download(`${choice.value || "answer"}.png`, "image/png", await chart.picture());
});
part("run").addEventListener("click", run);
part("stop").addEventListener("click", () => engine().stop());
choice.addEventListener("change", () => choose(choice.value));
part("desk").addEventListener("focusin", prefetch, { once: true });

/** Fetch the data while the reader still writes; what goes wrong is told when something is asked. */
async function prefetch() {
  await engine().open().catch(() => say());
  if (part("stop").disabled) part("progress").hidden = true;
}

const asked = new URLSearchParams(location.search).get("question");
const written = new URLSearchParams(location.hash.slice(1)).get("query");
if (written) editor.text = written;
else (await choose(asked)) || (await choose(settings.first));
part("asleep").hidden = true;
part("desk").hidden = false;
