// Answers: read from what an engine says, and written for spreadsheets and programs.

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  "integer decimal double float int long short byte nonNegativeInteger positiveInteger negativeInteger".split(" ")
);
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"]);
const TRIPLE =
  /^(?:<([^>]*)>|(_:\S+)) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?) \.$/;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const ESCAPED = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** Return { names, rows, type, text }; a row has a term, as in the JSON of SPARQL results, for each name it binds. */
export function answer({ type, text }) {
  if (type === "application/n-triples") {
    return { names: ["subject", "predicate", "object"], rows: [...triples(text)], type, text };
  }
  const told = JSON.parse(text);
  if ("boolean" in told) {
    const value = { type: "literal", value: String(told.boolean), datatype: `${XSD}boolean` };
    return { names: ["answer"], rows: [{ answer: value }], type, text };
  }
  return { names: told.head.vars, rows: told.results.bindings, type, text };
}

function* triples(text) {
  for (const line of text.split("\n")) {
    const told = TRIPLE.exec(line);
    if (!told) continue;
    const [, subject, about, predicate, object, node, written, lang, datatype] = told;
    yield {
      subject: named(subject, about),
      predicate: named(predicate),
      object:
        written === undefined
          ? named(object, node)
          : { type: "literal", value: unescaped(written), "xml:lang": lang, datatype },
    };
  }
}

function named(iri, node) {
  return iri === undefined ? { type: "bnode", value: node.slice(2) } : { type: "uri", value: unescaped(iri) };
}

function unescaped(text) {
  return text.replace(ESCAPE, (_, four, eight, one) =>
    one ? ESCAPED[one] ?? one : String.fromCodePoint(Number.parseInt(four ?? eight, 16))
  );
}

function datatype(term) {
  return term?.datatype?.startsWith(XSD) ? term.datatype.slice(XSD.length) : "";
}

export function isNumber(term) {
  return NUMBERS.has(datatype(term));
}

export function isDate(term) {
  return DATES.has(datatype(term));
}

/** Return the answer as the W3C has it: every value as it is. */
export function csv({ names, rows }) {
  return table(names, rows, (term) => (term.type === "bnode" ? `_:${term.value}` : term.value));
}

/** Return the answer for spreadsheets: no value is taken for a formula, and the encoding is told. */
export function guarded({ names, rows }) {
  return `\ufeff${table(names, rows, (term) =>
    /^[=+\-@\t\r]/.test(term.value) && !isNumber(term) ? `'${term.value}` : term.value
  )}`;
}

function table(names, rows, told) {
  const lines = [names, ...rows.map((row) => names.map((name) => (row[name] ? told(row[name]) : "")))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function cell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
