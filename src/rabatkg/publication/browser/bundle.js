// Makes the scripts of the SPARQL page: `npm ci && npm run bundle`, into the folder `dist`. The same sources and the
// same lock give the same bytes.

import { build } from "esbuild";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const { metafile } = await build({
  entryPoints: { sparql: "src/page.js", "sparql-worker": "src/worker.js", "sparql-chart": "src/chart.js" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const engine = readFileSync("node_modules/oxigraph/web_bg.wasm");
writeFileSync("dist/oxigraph.wasm.gz", gzipSync(engine, { level: 9 }));

const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const used = new Set(Object.keys(metafile.inputs).map((path) => PACKAGE.exec(path)?.[1]).filter(Boolean));
const notices = [...used].sort().map((name) => {
  const home = `node_modules/${name}`;
  const { version, license, repository } = JSON.parse(readFileSync(`${home}/package.json`, "utf8"));
  const text = ["LICENSE", "LICENSE.md", "LICENCE"].map((file) => `${home}/${file}`).find(existsSync);
  return `${name} ${version} (${license})\n\n${text ? readFileSync(text, "utf8").trim() : repository.url}`;
});
writeFileSync("dist/sparql-licences.txt", `${notices.join(`\n\n${"-".repeat(72)}\n\n`)}\n`);
