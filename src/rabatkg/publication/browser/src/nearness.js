// Words of ours in a query that the ontology does not have, each with the nearest that it has.

import { bare } from "./prefixes.js";

const OURS = /(?<![\w:?$])rkg:(\w+)/g;
const FARTHEST = 3;

/** Return { word, near } for each such word; `near` is undefined where nothing is like it. `terms` are the known ones. */
export function strangers(query, { terms }) {
  const known = terms.map(([key]) => key).filter((key) => key.startsWith("rkg:"));
  if (!known.length) return [];
  const used = new Set([...bare(query).matchAll(OURS)].map(([word]) => word));
  return [...used].filter((word) => !known.includes(word)).map((word) => ({ word, near: nearest(word, known) }));
}

function nearest(word, known) {
  const ranked = known.map((one) => [distance(word.toLowerCase(), one.toLowerCase()), one]);
  const [far, near] = ranked.reduce((best, one) => (one[0] < best[0] ? one : best), [Infinity]);
  return far <= Math.min(FARTHEST, word.length / 3) ? near : undefined;
}

/** Return how many letters are to be put in, left out or changed to make one word the other. */
function distance(one, other) {
  let row = [...Array(other.length + 1).keys()];
  [...one].forEach((letter, at) => {
    const next = [at + 1];
    [...other].forEach((sign, place) => {
      next.push(Math.min(next[place] + 1, row[place + 1] + 1, row[place] + (letter !== sign)));
    });
    row = next;
  });
  return row.at(-1);
}
