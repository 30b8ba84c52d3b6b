/// Hints to open pages that something changed, so that they ask again; the data itself is not here.
@ApplicationModule(allowedDependencies = {"platform", "access", "database"})
package io.vfleet.server.stream;

import org.springframework.modulith.ApplicationModule;
