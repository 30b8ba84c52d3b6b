import { readFile } from "node:fs/promises";
import { marked } from "marked";
import type { Plugin } from "vite";

/** Imports of Markdown give its first heading and the rest as HTML. Links between runbooks stay within the pages. */
export function markdown(): Plugin {
  return {
    name: "markdown",
    async load(id) {
      if (!id.endsWith(".md")) return undefined;
      this.addWatchFile(id);
      const [, title, rest] = /^# (.*)\n([^]*)$/.exec(await readFile(id, "utf8")) ?? [];
      if (!title || !rest) return this.error(`${id} does not begin with a heading`);
      const html = await marked.parse(rest.replaceAll(/\]\(([\w-]+)\.md\)/g, "](/runbooks/$1)"));
      return [
        `export const title = ${JSON.stringify(title)};`,
        `export const html = ${JSON.stringify(html)};`,
      ].join("\n");
    },
  };
}
