// Search in the page: both files of the index are read once, and each key pressed asks them anew.

const STEP = 40;
const LONG = 3; // a shorter word is found only where a word begins
const [EXACT, NAMED] = [-3, -2]; // how well all words fit that are a label, or begin another name, as "Action 17"
const BEHIND = 1.5; // a document whose title begins with a word comes after a thing in whose name another word does
const form = document.getElementById("search");
const [words, kind] = [form.elements.q, form.elements.kind];
const [found, list, more] = ["found", "hits", "more"].map((id) => document.getElementById(id));
const LETTERS = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d" };

/** A text without accents, case and signs: "Réunion, à Málaga" is " reunion a malaga". */
function folded(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return " " + plain.replace(/[œæßøłđ]/g, (one) => LETTERS[one]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** How well a word fits a thing, less is better: its label begins so, a word of it does, it stands inside; then other names and the summary. */
function place(word, fields) {
  for (const [at, text] of fields.entries()) {
    if (text.startsWith(" " + word)) return at * 3;
    if (text.includes(" " + word)) return at * 3 + 1;
    if (word.length >= LONG && text.includes(word)) return at * 3 + 2;
  }
  return Infinity;
}

/** The place, among the other names of a thing, of the first that begins with these words; -1 without one. */
function called(thing, asked) {
  return thing.names.findIndex((name) => `${name} `.startsWith(` ${asked} `));
}

function ranked(things, query) {
  const asked = folded(query).trim();
  if (!asked) return [];
  const each = [...new Set(asked.split(" "))];
  const hits = [];
  for (const [order, thing] of things.entries()) {
    const score = each.reduce((sum, word) => sum + place(word, thing.fields), thing.behind);
    if (score === Infinity) continue;
    const length = thing.fields[0].length;
    if (thing.fields[0] === " " + asked) hits.push([EXACT + thing.behind, length, thing]);
    else if (each.length > 1 && called(thing, asked) >= 0) hits.push([NAMED + thing.behind, order, thing]);
    else hits.push([score, length, thing]);
  }
  return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2].label < b[2].label ? -1 : 1)).map((hit) => hit[2]);
}

function shown(thing) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = thing.path;
  link.append(Object.assign(document.createElement("bdi"), { textContent: thing.label }));
  item.append(" ", Object.assign(document.createElement("span"), { className: "muted", textContent: thing.kind }));
  const name = thing.others?.[called(thing, folded(words.value).trim())];
  if (name && name !== thing.label) item.append(" ", Object.assign(document.createElement("bdi"), { className: "muted", textContent: `(${name})` }));
  if (thing.summary) {
    const told = item.appendChild(document.createElement("p"));
    told.append(Object.assign(document.createElement("bdi"), { textContent: thing.summary }));
  }
  return item;
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isPacked = bytes[0] === 0x1f; // some hosts unpack a .gz on its way
  return new Response(isPacked ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes).json();
}

async function everything() {
  const [index, quotations] = await Promise.all([read(list.dataset.index), read(list.dataset.quotations)]);
  const told = index.things.map(([label, at, path, others = "", summary = ""]) => ({
    label, path, summary, behind: index.behind.includes(at) ? BEHIND : 0, kind: index.kinds[at], only: index.kinds[at], others: others.split(" · "), names: others.split(" · ").map(folded), fields: [folded(label), folded(others), folded(summary)],
  }));
  const quoted = quotations.map(([label, path]) => ({
    label, path, behind: 0, kind: found.dataset.quotation, only: '"', names: [], fields: ["", "", "", folded(label)],
  }));
  return [...told, ...quoted];
}

let hits = [];
let pause;

function lengthen() {
  list.append(...hits.slice(list.children.length, list.children.length + STEP).map(shown));
  more.hidden = list.children.length >= hits.length;
}

async function search() {
  let things;
  try {
    things = await (search.things ??= everything());
  } catch {
    found.textContent = found.dataset.failed;
    return;
  }
  hits = ranked(things.filter((thing) => !kind.value || thing.only === kind.value), words.value);
  list.replaceChildren();
  lengthen();
  const { none, one, many } = found.dataset;
  found.textContent = !words.value.trim() ? "" : hits.length === 0 ? none : hits.length === 1 ? one : many.replace("{n}", hits.length);
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
}

form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 150); });
more.addEventListener("click", () => { const next = list.children.length; lengthen(); list.children[next]?.querySelector("a").focus(); });
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [words, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (!step || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
});

const given = new URLSearchParams(location.search);
words.value = given.get("q") ?? "";
kind.value = given.get("kind") ?? "";
if (kind.selectedIndex < 0) kind.value = "";
if (words.value) search();
