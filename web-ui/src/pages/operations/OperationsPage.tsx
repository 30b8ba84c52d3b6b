import { Page } from "../../app/Page";

export function OperationsPage() {
  return <Page title="OperationsPage">{null}</Page>;
}
