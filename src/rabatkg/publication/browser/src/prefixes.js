// Prefixes: which a query uses, and which of those it has not declared.

const APART = /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#.*/g;
const DECLARED = /\bPREFIX\s+([\w.-]*):/gi;
const USED = /(?<![\w?$:.@-])([A-Za-z][\w.-]*)?:(?=[\w\s%\\;.,)|/^*+}-])/g;

/** Return the query with strings, IRIs and comments blanked, each place where it was. */
export function bare(query) {
  return query.replace(APART, (text) => text.replace(/[^\n]/g, " "));
}

/** Return the prefixes that a query uses and does not declare. */
export function undeclared(query) {
  const text = bare(query);
  const declared = new Set([...text.matchAll(DECLARED)].map((match) => match[1]));
  const used = new Set([...text.replace(DECLARED, "").matchAll(USED)].map((match) => match[1] ?? ""));
  return [...used].filter((one) => !declared.has(one)).sort();
}

/** Return the lines that declare, of these prefixes, those that are known, and where in the query they go. */
export function missing(query, known) {
  const lines = undeclared(query).filter((one) => Object.hasOwn(known, one));
  const heading = /^(?:[ \t]*(?:#.*)?\n)*/.exec(query)[0];
  return { from: heading.length, insert: lines.map((one) => `PREFIX ${one}: <${known[one]}>\n`).join("") };
}
