/// The API's own description.
@ApplicationModule(allowedDependencies = "platform")
package io.vfleet.server.openapi;

import org.springframework.modulith.ApplicationModule;
