/// What people want of nodes: VF counts and labels; every edit is re-judged and kept in history.
@ApplicationModule(allowedDependencies = {"platform", "nodes", "history", "ingest"})
package io.vfleet.server.intent;

import org.springframework.modulith.ApplicationModule;
