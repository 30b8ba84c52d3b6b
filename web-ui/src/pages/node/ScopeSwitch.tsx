import { Segmented } from "../../ui/Segmented";
import { shortAddress } from "./names";

interface Props {
  pf: string;
  isNode: boolean;
  onChange: (isNode: boolean) => void;
}

/** Whose chain is shown. */
export function ScopeSwitch({ pf, isNode, onChange }: Props) {
  return (
    <Segmented
      label="Whose chain"
      value={isNode ? "node" : "pf"}
      onChange={(value) => onChange(value === "node")}
      options={[
        { value: "pf", label: <span className="mono">{shortAddress(pf)}</span> },
        { value: "node", label: "Whole node" },
      ]}
    />
  );
}
