// What the first page costs to load, gzip, per route: the entry with all it imports and the route's own chunk.
// Writes target/size.json and fails above the budget, and where the mock API got into the build.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = { js: 190_000, css: 45_000 };
const out = "target/classes/META-INF/resources";
const manifest = JSON.parse(readFileSync(`${out}/.vite/manifest.json`, "utf8"));

function gzipped(file) {
    return gzipSync(readFileSync(`${out}/${file}`), { level: 9 }).length;
}

function gotMock(file) {
    return file.endsWith(".js") && readFileSync(`${out}/${file}`, "utf8").includes("mockServiceWorker");
}

/** All chunks that a chunk needs before it runs. */
function closure(key, seen = new Set()) {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const needed of manifest[key].imports ?? []) closure(needed, seen);
    return seen;
}

function weigh(keys) {
    const css = new Set();
    let js = 0;
    for (const key of keys) {
        js += gzipped(manifest[key].file);
        for (const file of manifest[key].css ?? []) css.add(file);
    }
    return { js, css: [...css].reduce((sum, file) => sum + gzipped(file), 0) };
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const base = closure(entry);
const sizes = { entry: weigh(base) };
for (const key of manifest[entry].dynamicImports ?? []) {
    const page = key.match(/^src\/pages\/(.+)\.tsx$/);
    if (page) sizes[page[1]] = weigh(new Set([...base, ...closure(key)]));
}

const mocked = readdirSync(out, { recursive: true }).find(gotMock);
if (mocked) {
    console.error(`${mocked} has the mock API in it, which is for development alone`);
    process.exit(1);
}

mkdirSync("target", { recursive: true });
writeFileSync("target/size.json", `${JSON.stringify({ budget: BUDGET, sizes }, null, 2)}\n`);
let over = false;
for (const [route, size] of Object.entries(sizes)) {
    const tooBig = size.js > BUDGET.js || size.css > BUDGET.css;
    over ||= tooBig;
    console.log(
        `${route.padEnd(24)} ${(size.js / 1000).toFixed(1).padStart(6)} kB JS ${(size.css / 1000).toFixed(1).padStart(6)} kB CSS${tooBig ? "  over the budget" : ""}`,
    );
}
if (over) {
    console.error(`the budget of a page is ${BUDGET.js / 1000} kB JS and ${BUDGET.css / 1000} kB CSS, gzip`);
    process.exit(1);
}
