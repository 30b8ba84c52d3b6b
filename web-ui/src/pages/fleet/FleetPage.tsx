import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import { LINKS } from "../../api/types";

export function FleetPage() {
  const summary = useQuery({ queryKey: ["summary"], queryFn: () => body(api.GET("/api/v1/fleet/summary")) });
  return (
    <main>
      <h1>Fleet</h1>
      {summary.data && (
        <ul>
          {LINKS.map((link) => (
            <li key={link.id}>
              {link.name}: {summary.data.chain.find((c) => c.link === link.id)?.broken} broken
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
