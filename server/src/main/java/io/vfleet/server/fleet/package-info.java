/// What people read of the fleet: nodes, functions, findings, events, the summary and its metrics.
@ApplicationModule(allowedDependencies = {"platform", "lists", "nodes"})
package io.vfleet.server.fleet;

import org.springframework.modulith.ApplicationModule;
