/// What people want of nodes: VF counts, labels, and to be let alone for a while; edits are kept in
/// history, and what a verdict follows from is judged anew.
@ApplicationModule(
        allowedDependencies = {"platform", "nodes", "history", "ingest", "operations", "audit"})
package io.vfleet.server.intent;

import org.springframework.modulith.ApplicationModule;
