/// What nodes with a symptom share that healthy ones with the same cards do not.
@ApplicationModule(allowedDependencies = {"platform", "lists"})
package io.vfleet.server.cohort;

import org.springframework.modulith.ApplicationModule;
