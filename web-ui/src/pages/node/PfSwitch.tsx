import type { PhysicalFunction } from "../../api/types";
import { Segmented } from "../../ui/Segmented";
import { LOOKS, StateIcon } from "../../ui/state";
import { byInterest } from "./choice";
import { shortAddress } from "./names";
import classes from "./PfSwitch.module.css";

interface Props {
  pfs: PhysicalFunction[];
  chosen: string;
  onChoose: (address: string) => void;
}

const MOST_SIDE_BY_SIDE = 2;

/** Which port is looked at: side by side where they are few, else a list that tells their states. */
export function PfSwitch({ pfs, chosen, onChoose }: Props) {
  const sorted = byInterest(pfs);
  if (sorted.length > MOST_SIDE_BY_SIDE) return <PfList pfs={sorted} chosen={chosen} onChoose={onChoose} />;
  return (
    <Segmented
      label="Port"
      value={chosen}
      onChange={onChoose}
      options={sorted.map((pf) => ({
        value: pf.address,
        label: (
          <span className={classes.pf}>
            <StateIcon state={pf.verdict?.state ?? "UNKNOWN"} size={14} />
            {pf.netdev && <b>{pf.netdev}</b>}
            <span className="mono">{shortAddress(pf.address)}</span>
          </span>
        ),
      }))}
    />
  );
}

function PfList({ pfs, chosen, onChoose }: Props) {
  const inScope = pfs.filter((pf) => pf.inScope);
  const others = pfs.filter((pf) => !pf.inScope);
  const state = pfs.find((pf) => pf.address === chosen)?.verdict?.state ?? "UNKNOWN";
  return (
    <label className={classes.list}>
      <span>Port</span>
      <StateIcon state={state} size={15} />
      <select className="input" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {inScope.length > 0 && <optgroup label="In scope">{inScope.map(option)}</optgroup>}
        {others.length > 0 && <optgroup label="Not in scope">{others.map(option)}</optgroup>}
      </select>
    </label>
  );
}

function option(pf: PhysicalFunction) {
  const state = LOOKS[pf.verdict?.state ?? "UNKNOWN"].word;
  const vfs = pf.numVfs === undefined ? "VFs not known" : `${pf.numVfs} VFs`;
  return (
    <option key={pf.address} value={pf.address}>
      {[pf.netdev, shortAddress(pf.address), vfs, ...(pf.inScope ? [state] : [])].filter(Boolean).join(" · ")}
    </option>
  );
}
