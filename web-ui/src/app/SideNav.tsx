import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell, LayoutDashboard, ListChecks, Ruler, Server, Stethoscope } from "lucide-react";
import { summaryQuery } from "../api/queries";
import { count } from "../ui/numbers";
import classes from "./SideNav.module.css";

/** Only pages that exist. On narrow screens it lies over the page and closes when something is chosen. */
export function SideNav({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const total = useQuery(summaryQuery).data?.nodes.total;
  return (
    <>
      {isOpen && (
        <button type="button" className={classes.veil} aria-label="Close the pages" onClick={onClose} />
      )}
      <nav className={isOpen ? `${classes.nav} ${classes.open}` : classes.nav} aria-label="Pages">
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }} onClick={onClose}>
          <LayoutDashboard size={17} aria-hidden />
          Fleet
        </Link>
        <Link to="/nodes" activeOptions={{ includeSearch: false }} onClick={onClose}>
          <Server size={17} aria-hidden />
          Nodes
          {total !== undefined && <span className={classes.count}>{count(total)}</span>}
        </Link>
        <Link to="/findings" activeOptions={{ includeSearch: false }} onClick={onClose}>
          <Stethoscope size={17} aria-hidden />
          Findings
        </Link>
        <Link to="/operations" activeOptions={{ includeSearch: false }} onClick={onClose}>
          <ListChecks size={17} aria-hidden />
          Operations
        </Link>
        <Link to="/notifications" activeOptions={{ includeSearch: false }} onClick={onClose}>
          <Bell size={17} aria-hidden />
          Notifications
        </Link>
        <Link to="/sizing" activeOptions={{ includeSearch: false }} onClick={onClose}>
          <Ruler size={17} aria-hidden />
          Sizing
        </Link>
      </nav>
    </>
  );
}
