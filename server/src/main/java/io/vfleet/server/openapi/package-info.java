/// The API's own description.
@ApplicationModule(allowedDependencies = {})
package io.vfleet.server.openapi;

import org.springframework.modulith.ApplicationModule;
