import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { symptomsQuery } from "../../api/queries";
import { Page } from "../../app/Page";
import { EmptyState } from "../../ui/EmptyState";
import { Panel } from "../../ui/Panel";
import { findingGroups } from "../fleet/finding-groups";
import { SymptomList } from "../fleet/SymptomList";

/** What people see go wrong in the fleet, worst first. */
export function FindingsPage() {
  const groups = findingGroups(useSuspenseQuery(symptomsQuery).data);
  return (
    <Page title="Findings" note={String(groups.length)}>
      <Panel title="By symptom" note="of online nodes, worst first" actions="last 24 h">
        {groups.length === 0 ? (
          <EmptyState icon={CircleCheck} title="No open finding">
            What breaks will stand here with its cause.
          </EmptyState>
        ) : (
          <SymptomList
            groups={groups}
            renderTitle={({ search, title }, className) => (
              <Link
                to="/findings/$id"
                params={{ id: search.symptom ?? search.check ?? "" }}
                className={className}
              >
                {title}
              </Link>
            )}
          />
        )}
      </Panel>
    </Page>
  );
}
