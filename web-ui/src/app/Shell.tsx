import { useIsFetching } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { BreakerBanner } from "./breaker/BreakerBanner";
import { useKeepFresh } from "./live";
import { LostBanner } from "./LostBanner";
import classes from "./Shell.module.css";
import { SideNav } from "./SideNav";
import { useShortcuts } from "./shortcuts";
import { TopBar } from "./TopBar";

const Palette = lazy(() => import("./Palette").then((module) => ({ default: module.Palette })));
const Help = lazy(() => import("./Help").then((module) => ({ default: module.Help })));

/** What stands around every page once somebody is logged in. */
export function Shell() {
  const [dialog, setDialog] = useState<"search" | "help">();
  const [isNavOpen, setNavOpen] = useState(false);
  useKeepFresh();
  useShortcuts({ search: () => setDialog("search"), help: () => setDialog("help") });

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <TopBar
        onSearch={() => setDialog("search")}
        onHelp={() => setDialog("help")}
        onMenu={() => setNavOpen(!isNavOpen)}
      />
      <SideNav isOpen={isNavOpen} onClose={() => setNavOpen(false)} />
      <main id="main" className={classes.main} tabIndex={-1}>
        <Progress />
        <LostBanner />
        <BreakerBanner />
        <Outlet />
      </main>
      <Suspense>
        {dialog === "search" && <Palette onClose={() => setDialog(undefined)} />}
        {dialog === "help" && <Help onClose={() => setDialog(undefined)} />}
      </Suspense>
    </div>
  );
}

/** A thin bar while a page or its data come; what was there stays. */
function Progress() {
  const isLoading = useRouterState({ select: (state) => state.isLoading });
  const isFetching = useIsFetching({ predicate: (query) => query.state.data === undefined }) > 0;
  return isLoading || isFetching ? (
    <div className={classes.progress} role="progressbar" aria-label="Loading" />
  ) : null;
}
