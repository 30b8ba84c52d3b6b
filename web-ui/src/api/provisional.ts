import type { components } from "./schema";

// Parts of the API that the committed document does not have yet; gone once it is regenerated.
export interface MapNode {
  id: string;
  hostname: string;
  site?: string;
  rack?: string;
  slot?: string;
  status: components["schemas"]["Node"]["status"];
  verdict?: components["schemas"]["Verdict"];
  silent: boolean;
}

export interface SearchHit {
  kind: string;
  title: string;
  detail?: string;
  node?: string;
  hostname?: string;
  id?: string;
}

interface Get<T, Q = never> {
  parameters: { query?: Q; header?: never; path?: never; cookie?: never };
  get: {
    parameters: { query?: Q; header?: never; path?: never; cookie?: never };
    responses: { 200: { content: { "application/json": T } } };
  };
}

declare module "./schema" {
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface paths {
    "/api/v1/fleet/map": Get<{ items: MapNode[] }>;
    "/api/v1/search": Get<{ items: SearchHit[] }, { q: string }>;
  }
}
