// Builds the pages unless the last build is newer than everything they are made of: Maven calls this at every build.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";

const built = "target/size.json";
const madeOf = [
    "src",
    "scripts",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
];

function newest(path) {
    const stat = statSync(path);
    if (!stat.isDirectory()) return stat.mtimeMs;
    // a folder's own time too: a deleted file is a change
    return readdirSync(path).reduce((max, name) => Math.max(max, newest(`${path}/${name}`)), stat.mtimeMs);
}

const page = "target/classes/META-INF/resources/index.html";
const fresh =
    existsSync(built) && existsSync(page) && statSync(built).mtimeMs > Math.max(...madeOf.map(newest));
// whoever calls may run in another mode, a test for instance, and React would be built for that one
const env = { ...process.env, NODE_ENV: "production" };
if (!fresh)
    process.exit(spawnSync("npm", ["run", "--silent", "build"], { stdio: "inherit", env }).status ?? 1);
