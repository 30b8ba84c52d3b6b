/// What nodes are judged by, and which of them wait to be judged anew because it changed.
@ApplicationModule(allowedDependencies = {"platform", "lists"})
package io.vfleet.server.judging;

import org.springframework.modulith.ApplicationModule;
