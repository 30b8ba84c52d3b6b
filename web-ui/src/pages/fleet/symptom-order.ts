import type { Symptom } from "../../api/types";

export function worstFirst(symptoms: Symptom[]): Symptom[] {
  return symptoms.toSorted((a, b) => b.nodes - a.nodes || a.id.localeCompare(b.id));
}

/** In the order they had; new ones come last. */
export function inOrder(symptoms: Symptom[], held: string[]): Symptom[] {
  const place = (symptom: Symptom) => {
    const at = held.indexOf(symptom.id);
    return at < 0 ? held.length : at;
  };
  return symptoms.toSorted((a, b) => place(a) - place(b));
}
