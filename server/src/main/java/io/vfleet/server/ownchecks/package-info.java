/// Checks that people write themselves, in CEL over what a node reports.
@ApplicationModule(allowedDependencies = {"platform", "lists", "audit", "judging"})
package io.vfleet.server.ownchecks;

import org.springframework.modulith.ApplicationModule;
