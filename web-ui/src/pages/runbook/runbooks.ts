interface Markdown {
  title: string;
  html: string;
}

export interface Runbook extends Markdown {
  /** Named after a symptom, not after an alert. */
  isSymptom: boolean;
}

const FOLDER = "../../../../docs/runbooks/";
const pages = import.meta.glob<Markdown>("../../../../docs/runbooks/*.md");

const SYMPTOMS = [
  "numvfs-write-fails",
  "vf-not-isolated",
  "rdma-device-unusable",
  "traffic-stays-on-host",
  "half-performance",
  "vf-reset-panic",
];

/** The runbook of this name, if there is one. */
export async function runbook(name: string): Promise<Runbook | undefined> {
  const page = await pages[`${FOLDER}${name}.md`]?.();
  return page && { title: page.title, html: page.html, isSymptom: SYMPTOMS.includes(name) };
}
