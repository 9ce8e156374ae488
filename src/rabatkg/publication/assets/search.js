// Search in the page: both files of the index are read once, and each key pressed asks them anew.

const STEP = 40;
const LONG = 3; // a shorter word is found only where a word begins
const [EXACT, NAMED] = [-3, -2]; // how well all words fit that are a label, or begin another name, as "Action 17"
const LACKING = 100; // how far back each word that it lacks puts a thing
const CLAIM = /^(?:claim\/)?([0-9a-f]{2})([0-9a-f]{4,14})$/; // a claim by the first digits of its key
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

/** The things that fit, the best first; with `some`, those in which some of the words stand, the most of them first. */
function ranked(things, query, some = false) {
  const asked = folded(query).trim();
  if (!asked) return [];
  const each = [...new Set(asked.split(" "))].filter((word) => !some || word.length > LONG);
  const hits = [];
  for (const [order, thing] of things.entries()) {
    const places = each.map((word) => place(word, thing.fields));
    const lacking = places.filter((at) => at === Infinity).length;
    if (some ? lacking === each.length : lacking) continue;
    const score = places.reduce((sum, at) => sum + (at === Infinity ? LACKING : at), thing.behind);
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

/** The claims whose keys begin with these digits, told by the page that they stand on. */
async function claims(digits) {
  const [, shelf, rest] = digits.match(CLAIM) ?? [];
  const answer = shelf && (await fetch(`claim/${shelf}.html`));
  if (!answer?.ok) return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll(`li[id^="${shelf}${rest}"]`)].map((item) => ({
    label: item.querySelector("a, bdi").textContent, path: `claim/${shelf}.html#${item.id}`, kind: item.id,
  }));
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
  const { none, some, elsewhere, one, many } = found.dataset;
  const asked = words.value.trim();
  const tries = [
    [() => ranked(things.filter((thing) => !kind.value || thing.only === kind.value), asked), ""],
    [() => claims(asked), ""],
    [() => (kind.value ? ranked(things, asked) : []), elsewhere],
    [() => ranked(things.filter((thing) => !kind.value || thing.only === kind.value), asked, true), some],
    [() => ranked(things, asked, true), some],
  ];
  let said = "";
  hits = [];
  for (const [attempt, words_] of asked ? tries : []) {
    [hits, said] = [await attempt(), words_];
    if (asked !== words.value.trim()) return;
    if (hits.length) break;
  }
  list.replaceChildren();
  lengthen();
  const number = hits.length === 1 ? one : many.replace("{n}", hits.length);
  found.textContent = !asked ? "" : hits.length === 0 ? none : [said, number].filter(Boolean).join(" ");
  const address = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
}

form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); search(); });
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
