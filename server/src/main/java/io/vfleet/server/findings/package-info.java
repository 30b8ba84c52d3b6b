/// Findings of the fleet and their trail: opened, changed in place, acknowledged, muted, closed,
/// opened again.
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lists",
            "database",
            "nodes",
            "history",
            "judging",
            "audit"
        })
package io.vfleet.server.findings;

import org.springframework.modulith.ApplicationModule;
