/// Plans: what a change would do, by what the nodes last reported, and whether that still holds.
@ApplicationModule(allowedDependencies = {"platform", "lists", "nodes"})
package io.vfleet.server.plans;

import org.springframework.modulith.ApplicationModule;
