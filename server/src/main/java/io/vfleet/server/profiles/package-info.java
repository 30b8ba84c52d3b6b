/// Profiles: what is wanted of many nodes at once, and which of them each is of.
@ApplicationModule(allowedDependencies = {"platform", "lists", "nodes", "judging", "audit"})
package io.vfleet.server.profiles;

import org.springframework.modulith.ApplicationModule;
