// Installs what package-lock.json says, unless that is already there: Maven calls this at every build.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;
if (!fresh) {
    const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"], {
        stdio: "inherit",
    });
    process.exit(status ?? 1);
}
