// Writes into the generated types which document they are of; src/api/schema.test.ts compares.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const schema = new URL("../src/api/schema.d.ts", import.meta.url);
const document = readFileSync(new URL("../../docs/openapi.json", import.meta.url));
const hash = createHash("sha256").update(document).digest("hex");
writeFileSync(schema, `// docs/openapi.json, sha256 ${hash}\n${readFileSync(schema, "utf8")}`);
