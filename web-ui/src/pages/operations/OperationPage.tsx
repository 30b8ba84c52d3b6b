import { Page } from "../../app/Page";

export function OperationPage() {
  return <Page title="OperationPage">{null}</Page>;
}
