import type { ReactNode } from "react";

/** A name of the machine's world: command, address, path. */
export function Mono({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <code className="mono" title={title}>
      {children}
    </code>
  );
}
