/// What every feature stands on: problem details, strict JSON, entity tags, the clock.
@ApplicationModule(allowedDependencies = {})
package io.vfleet.server.platform;

import org.springframework.modulith.ApplicationModule;
