// What may be meant by the word that is being written: a term of the ontology, by its key or by its label in the
// reader's language, a variable of the query, or a word of SPARQL. Nothing is offered unasked before a letter of it is
// written, nor in texts, addresses and comments.

import { syntaxTree } from "@codemirror/language";

const KEYWORDS = (
  "SELECT WHERE DISTINCT OPTIONAL FILTER UNION MINUS BIND VALUES GRAPH ASK CONSTRUCT DESCRIBE PREFIX LIMIT OFFSET " +
  "COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT BOUND COALESCE EXISTS LANG LANGMATCHES DATATYPE STRSTARTS STRENDS " +
  "CONTAINS REGEX REPLACE LCASE UCASE CONCAT STRAFTER STRBEFORE YEAR MONTH DAY IF STR"
).split(" ").concat("GROUP BY", "ORDER BY", "NOT EXISTS", "HAVING", "DESC", "ASC");
const WORD = /[?$]?[\p{L}\p{N}_-]*(?::[\p{L}\p{N}_-]*)?/u;
const ASIDE = new Set(["Comment", "String", "IriRef"]);
const MOST = 60;

export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Return a source of completions for the editor; `terms()` gives [key, label, kind, definition] of each. */
export function completing(terms) {
  let known;
  return (context) => {
    const word = context.matchBefore(WORD);
    if (!word || (!context.explicit && !/^[?$]?[\p{L}:]/u.test(word.text))) return null;
    if (ASIDE.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    if (/[?$]/.test(word.text[0])) return { from: word.from, options: variables(context, word), validFor: /^[?$]\w*$/ };
    known ??= terms().map(([key, label, kind, definition]) => {
      const option = { label: key, type: kind, ...(label && { detail: label }), ...(definition && { info: definition }) };
      return { option, key: folded(key), words: folded(label ?? "") };
    });
    return { from: word.from, options: found(folded(word.text), known), filter: false };
  };
}

function found(typed, known) {
  const ranked = known.map((one) => [rank(typed, one), one.option]).filter(([place]) => place >= 0);
  const keywords = typed.includes(":")
    ? []
    : KEYWORDS.filter((one) => one.toLowerCase().startsWith(typed)).map((label) => ({ label, type: "keyword" }));
  const sorted = ranked.sort(([one, a], [other, b]) => one - other || (a.label < b.label ? -1 : 1));
  return [...keywords, ...sorted.map(([, option]) => option)].slice(0, MOST);
}

function rank(typed, { key, words }) {
  const places = [key.startsWith(typed), key.includes(`:${typed}`), words.startsWith(typed), words.includes(` ${typed}`)];
  return places.indexOf(true);
}

function variables(context, word) {
  const text = context.state.doc.toString();
  const others = text.slice(0, word.from) + text.slice(word.to);
  const names = new Set([...others.matchAll(/[?$](\w+)/g)].map((match) => word.text[0] + match[1]));
  return [...names].sort().map((label) => ({ label, type: "variable" }));
}
