/** What the page can be narrowed to; "all" is without a filter. */
export const VIEWS = {
  all: { name: "All", filter: undefined },
  active: { name: "Active", filter: "state=in=(QUEUED,LEASED,RUNNING,VERIFYING,UNKNOWN)" },
  failed: { name: "Went wrong", filter: "state=in=(FAILED,ROLLED_BACK,PARTIAL,CONFLICT,REFUSED,EXPIRED)" },
  resizes: { name: "Resizes", filter: "kind==RESIZE_VFS" },
} as const satisfies Record<string, { name: string; filter: string | undefined }>;

export type View = keyof typeof VIEWS;

/** The view that a filter of the URL is, or undefined for one of a person's own. */
export function viewOf(filter: string | undefined): View | undefined {
  return (Object.keys(VIEWS) as View[]).find((view) => VIEWS[view].filter === filter);
}
