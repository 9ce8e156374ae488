// What went wrong, in plain words, with its place in the query: where the grammar stumbles, else where the engine does.

import { SparqlLanguage } from "codemirror-lang-sparql";
import { Broken, Refused, Stopped } from "./asking.js";
import { undeclared } from "./prefixes.js";
import { told } from "./words.js";

const PLACE = /\bat (\d+):(\d+): ([^]*)/;
const SERVICE = /^The service .* is not supported/;
const WORDS = /[?$]?[\p{L}\p{N}_:-]+|<[^<>\s]*>|"[^"\n]*"|\S/gu;
/** Why the engine takes what the grammar allows for no query, and what the reader is told. */
const REASONS = [
  ["The SELECT contains a", "unbound"],
  ["SELECT * is not authorized with GROUP BY", "starred"],
  ["The SELECT overrides an existing variable", "overridden"],
];

/** Return { text, line, column, length } for an error of asking a query; the last three where its place is known. */
export function problem(error, query) {
  if (error instanceof Stopped) return { text: told("stopped") };
  if (error instanceof Broken) return { text: told("broken") };
  if (!(error instanceof Refused)) return { text: told("unreachable", { problem: error.message }) };
  if (SERVICE.test(error.message)) return { text: told("service") };
  const tree = SparqlLanguage.parser.parse(query);
  if (tree.topNode.getChild("Update")?.getChild("Update1")) return { text: told("update") };
  const slip = first(tree);
  if (slip !== undefined) return stumbled(query, slip);
  const one = ungrouped(tree, query);
  if (one) return { text: told("ungrouped", { found: one.name }), ...position(query, one.at), length: one.name.length };
  const place = PLACE.exec(error.message);
  if (!place) return { text: told("refused", { problem: error.message }) };
  const [line, column, reason] = [Number(place[1]), Number(place[2]), place[3]];
  const [prefix] = reason.includes("Prefix not found") ? undeclared(query) : [];
  if (prefix !== undefined) return { text: told("prefix", { line, found: `${prefix}:` }), line };
  const [, name] = REASONS.find(([words]) => reason.includes(words)) ?? [];
  return name ? { text: told(name) } : stumbled(query, offset(query, line, column));
}

function first(tree) {
  let slip;
  tree.iterate({ enter: (node) => void (node.type.isError && (slip ??= node.from)) });
  return slip;
}

/** Tell of the whole word at a place; at the end, or between words, something is missing. */
function stumbled(query, at) {
  const word = [...query.matchAll(WORDS)].find((one) => one.index <= at && at < one.index + one[0].length);
  const place = position(query, word?.index ?? at);
  return { text: told(word ? "syntax" : "ended", { ...place, found: word?.[0] }), ...place, length: word?.[0].length };
}

function position(query, at) {
  const before = query.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

/** Return where in the query a line and column is; the engine counts letters, not halves of them. */
function offset(query, line, column) {
  const lines = query.split("\n");
  const before = lines.slice(0, line - 1).join("\n").length + (line > 1);
  return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
}

function has(node, name) {
  let found = false;
  node.toTree().iterate({ enter: (one) => void (found ||= one.name === name) });
  return found;
}

/** Return the first variable, { name, at }, that a SELECT over groups names without grouping by it. */
function ungrouped(tree, query) {
  const text = (node) => query.slice(node.from, node.to);
  let found;
  tree.iterate({
    enter({ node }) {
      if (found || !["SelectQuery", "SubSelect"].includes(node.name)) return;
      const clause = node.getChild("SelectClause");
      const groups = node.getChild("SolutionModifier")?.getChild("GroupClause");
      if (!clause || !(groups || has(clause, "Aggregate"))) return;
      const named = groups?.getChildren("GroupCondition").flatMap((one) => one.getChildren("Var")).map(text) ?? [];
      const bare = clause.getChildren("Var").filter((one) => one.prevSibling?.name !== "AS");
      const [one] = bare.filter((variable) => !named.includes(text(variable)));
      found = one && { name: text(one), at: one.from };
    },
  });
  return found;
}
