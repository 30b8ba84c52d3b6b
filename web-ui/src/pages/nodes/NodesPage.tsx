import { Page } from "../../app/Page";

export function NodesPage() {
  return <Page title="Nodes">{null}</Page>;
}
