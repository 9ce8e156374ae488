// The graph in Oxigraph, apart from the page, so that the page stays alive while it reads and thinks.
//
// Told { id, dump }, it fetches the dump (N-Quads, packed or not); told { id, query }, it answers over all graphs.
// It answers { id, statements }, { id, type, text } or { id, problem }, and while it fetches { fetched, of }. With
// `broken`, the engine itself gave up, and is of no more use.

import init, { Store } from "oxigraph/web.js";

const ROWS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

let store;

self.onmessage = async ({ data: { id, dump, query } }) => {
  try {
    self.postMessage({ id, ...(dump ? await open(dump) : ask(query)) });
  } catch (error) {
    const broken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ id, problem: error.message, broken });
  }
};

async function open(dump) {
  const [engine, packed] = await Promise.all([fetched(new URL("./oxigraph.wasm.gz", import.meta.url)), fetched(dump, true)]);
  await init({ module_or_path: await unpacked(engine) });
  const statements = new Store();
  statements.load(await unpacked(packed), { format: "application/n-quads", lenient: true, no_transaction: true });
  store = statements;
  return { statements: store.size };
}

async function fetched(address, telling = false) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const of = Number(response.headers.get("Content-Length")) || null;
  const pieces = [];
  let size = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (telling) self.postMessage({ fetched: size, of });
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** Some hosts unpack a `.gz` on its way. */
async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function ask(query) {
  const over = { use_default_graph_as_union: true };
  try {
    return { type: ROWS, text: store.query(query, { ...over, results_format: ROWS }) };
  } catch (error) {
    if (!error.message.startsWith("Not supported RDF format")) throw error;
    return { type: TRIPLES, text: store.query(query, { ...over, results_format: TRIPLES }) };
  }
}
