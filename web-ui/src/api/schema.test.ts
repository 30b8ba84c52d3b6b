import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("theTypesAreThoseOfTheCommittedDocument", () => {
  const document = createHash("sha256").update(readFileSync("../docs/openapi.json")).digest("hex");
  const [stamp] = readFileSync("src/api/schema.d.ts", "utf8").split("\n");
  expect(stamp, "run `npm run gen-api` and commit what it writes").toBe(
    `// docs/openapi.json, sha256 ${document}`,
  );
});
