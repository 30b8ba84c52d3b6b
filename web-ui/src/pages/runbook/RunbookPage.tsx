import { getRouteApi, Link } from "@tanstack/react-router";
import { BookX, Stethoscope } from "lucide-react";
import { Page } from "../../app/Page";
import { EmptyState } from "../../ui/EmptyState";
import classes from "./RunbookPage.module.css";

const route = getRouteApi("/shell/runbooks/$name");

/** What to do about a symptom or an alert: the same text that lies in the project's docs/runbooks. */
export function RunbookPage() {
  const { name } = route.useParams();
  const runbook = route.useLoaderData();
  if (!runbook)
    return (
      <Page title="Runbook">
        <section className="panel">
          <EmptyState icon={BookX} title={`There is no runbook "${name}"`}>
            <Link to="/runbooks/$name" params={{ name: "README" }}>
              All runbooks
            </Link>
          </EmptyState>
        </section>
      </Page>
    );
  return (
    <Page
      title={runbook.title}
      crumbs={[{ text: "Runbooks", to: "/runbooks/README" }, { text: runbook.title }]}
      actions={
        runbook.isSymptom && (
          <Link to="/findings/$id" params={{ id: name }} className="button">
            <Stethoscope size={15} aria-hidden />
            Where it is so
          </Link>
        )
      }
    >
      <article
        className={`panel ${classes.text}`}
        // a page of this project, made HTML when the pages were built
        dangerouslySetInnerHTML={{ __html: runbook.html }}
      />
    </Page>
  );
}
