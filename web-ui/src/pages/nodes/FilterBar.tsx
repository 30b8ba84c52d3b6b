import { useDebouncedCallback } from "@mantine/hooks";
import { ChevronDown, Search, X } from "lucide-react";
import { type Ref, useState } from "react";
import { Choice, Dropdown } from "../../ui/Dropdown";
import { count } from "../../ui/numbers";
import type { Facet } from "./facets";
import classes from "./FilterBar.module.css";
import { nameText, type Term, valuesOf, withNameText, withValues } from "../../api/filter-terms";

interface Props {
  terms: Term[];
  facets: Facet[];
  onChange: (terms: Term[]) => void;
  field: Ref<HTMLInputElement>;
}

/** Narrows the list. All it does is write RSQL into the URL, the same that the API takes. */
export function FilterBar({ terms, facets, onChange, field }: Props) {
  return (
    <div className={classes.bar} role="search" aria-label="Filter the nodes">
      <NameField terms={terms} onChange={onChange} field={field} />
      {facets.map((facet) => (
        <FacetMenu
          key={facet.field}
          facet={facet}
          chosen={valuesOf(terms, facet.field)}
          onChange={(values) => onChange(withValues(terms, facet.field, values))}
        />
      ))}
      <Chips terms={terms} facets={facets} onChange={onChange} />
    </div>
  );
}

const TYPING_MS = 250;

function NameField({ terms, onChange, field }: Omit<Props, "facets">) {
  const given = nameText(terms);
  const [typed, setTyped] = useState<string>();
  const apply = useDebouncedCallback((text: string) => {
    onChange(withNameText(terms, text));
    setTyped(undefined);
  }, TYPING_MS);
  return (
    <label className={classes.name}>
      <Search size={15} aria-hidden />
      <span className="visually-hidden">Part of a node's name</span>
      <input
        ref={field}
        className="input"
        placeholder="Part of a name"
        value={typed ?? given}
        spellCheck={false}
        autoComplete="off"
        aria-keyshortcuts="f"
        onChange={(event) => {
          setTyped(event.target.value);
          apply(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface FacetProps {
  facet: Facet;
  chosen: string[];
  onChange: (values: string[]) => void;
}

function FacetMenu({ facet, chosen, onChange }: FacetProps) {
  function toggle(value: string) {
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  }
  return (
    <Dropdown
      className={chosen.length > 0 ? `button ${classes.active}` : "button"}
      button={
        <>
          {facet.name}
          <ChevronDown size={14} aria-hidden />
        </>
      }
    >
      {facet.options.length === 0 ? (
        <p className={classes.none}>None in this fleet</p>
      ) : (
        facet.options.map(({ value, word, count: nodes }) => (
          <Choice
            key={value}
            type="checkbox"
            name={value}
            isChosen={chosen.includes(value)}
            onChoose={() => toggle(value)}
            note={nodes === undefined ? undefined : count(nodes)}
          >
            {word}
          </Choice>
        ))
      )}
    </Dropdown>
  );
}

function Chips({ terms, facets, onChange }: Omit<Props, "field">) {
  if (terms.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Active filters">
      {terms.map((term) => (
        <li key={term.raw} className={classes.chip} title={term.raw}>
          <ChipWords term={term} facets={facets} />
          <button
            type="button"
            aria-label={`Remove the filter ${term.raw}`}
            onClick={() => onChange(terms.filter((each) => each !== term))}
          >
            <X size={13} aria-hidden />
          </button>
        </li>
      ))}
      {terms.length > 1 && (
        <li>
          <button type="button" className={classes.clear} onClick={() => onChange([])}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}

const OTHER_NAMES: Record<string, string> = { hostname: "Name", silent: "Silent", profile: "Profile" };

function ChipWords({ term, facets }: { term: Term; facets: Facet[] }) {
  const { field, values } = term;
  const facet = facets.find((each) => each.field === field);
  const name = facet?.name ?? (field && OTHER_NAMES[field]);
  if (!name || !values) return <code className="mono">{term.raw}</code>;
  const words = values.map((value) => facet?.options.find((each) => each.value === value)?.word ?? value);
  return (
    <>
      <span>{name}</span> {words.join(", ")}
    </>
  );
}
