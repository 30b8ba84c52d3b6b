import { Link } from "@tanstack/react-router";
import type { Sizing } from "../../api/types";
import { type State, StateIcon } from "../../ui/state";
import table from "../findings/FindingsTable.module.css";
import classes from "./SizingPage.module.css";

const SIGNS: Record<Sizing["answer"], State> = { YES: "OK", NO: "BROKEN", UNKNOWN: "UNKNOWN" };
const WORDS: Record<Sizing["answer"], string> = { YES: "Yes", NO: "No", UNKNOWN: "Not known" };

/** Ports, each with what stands in the way. */
export function SizingTable({ items }: { items: Sizing[] }) {
  return (
    // scrolls sideways, so the keyboard must reach it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={table.scroll} role="region" aria-label="List of ports" tabIndex={0}>
      <table className={table.table}>
        <thead>
          <tr>
            {["Answer", "Node", "Port", "Now", "Because", "Suits the profile"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={`${item.node} ${item.address}`} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ item }: { item: Sizing }) {
  return (
    <tr>
      <td>
        <span className={classes.answer}>
          <StateIcon state={SIGNS[item.answer]} size={15} />
          {WORDS[item.answer]}
        </span>
      </td>
      <td>
        <Link
          to="/nodes/$node"
          params={{ node: item.hostname }}
          search={{ pf: item.address }}
          className={`mono ${table.node}`}
        >
          {item.hostname}
        </Link>
      </td>
      <td className="mono">{item.netdev ?? item.address}</td>
      <td>{item.numVfs ?? "–"}</td>
      <td className={table.cause}>
        {item.because.map(({ limit, says, path, raise }) => (
          <p key={limit} className={classes.because} title={path}>
            {limit}: {says}
            {raise && <span className={classes.dim}> → {raise.how}</span>}
          </p>
        ))}
        {item.needsReboot && <span className={classes.dim}>A reboot would do.</span>}
      </td>
      <td title={item.recommended?.why}>{item.recommended?.numVfs ?? "–"}</td>
    </tr>
  );
}
