/// Who asked for what, why and from where, and how it ended; rows are added and never changed.
@ApplicationModule(allowedDependencies = {"lists"})
package io.vfleet.server.audit;

import org.springframework.modulith.ApplicationModule;
