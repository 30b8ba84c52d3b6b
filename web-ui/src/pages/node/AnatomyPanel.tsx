import { lazy, Suspense } from "react";
import type { PhysicalFunction } from "../../api/types";
import { Panel } from "../../ui/Panel";
import { Anatomy } from "./anatomy/Anatomy";
import type { AnatomyModel } from "./anatomy/model";
import classes from "./AnatomyPanel.module.css";
import { PfSwitch } from "./PfSwitch";

const VfDetails = lazy(() => import("./anatomy/VfDetails").then((module) => ({ default: module.VfDetails })));

interface Props {
  model: AnatomyModel;
  pfs: PhysicalFunction[];
  isLoading: boolean;
  chosen: number | undefined;
  onChoose: (position: number | undefined) => void;
  onPf: (address: string) => void;
}

export function AnatomyPanel({ model, pfs, isLoading, chosen, onChoose, onPf }: Props) {
  const column = chosen === undefined ? undefined : model.columns[chosen];
  return (
    <Panel
      title="Port anatomy"
      actions={pfs.length > 0 && <PfSwitch pfs={pfs} chosen={model.pf.address} onChoose={onPf} />}
    >
      <div className={classes.body}>
        {isLoading ? (
          <div className={classes.waiting} aria-busy />
        ) : (
          <>
            <Anatomy model={model} chosen={chosen} onChoose={onChoose} />
            <Suspense>{column && <VfDetails column={column} onClose={() => onChoose(undefined)} />}</Suspense>
          </>
        )}
      </div>
    </Panel>
  );
}
