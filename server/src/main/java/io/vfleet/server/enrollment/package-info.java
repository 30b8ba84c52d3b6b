/// Letting nodes in: the waiting ones, and the tokens they come with.
@ApplicationModule(allowedDependencies = {"platform", "lists", "nodes"})
package io.vfleet.server.enrollment;

import org.springframework.modulith.ApplicationModule;
