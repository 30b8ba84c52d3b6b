import { Page } from "../../app/Page";

export function NodePage() {
  return <Page title="NodePage">{null}</Page>;
}
