/// Finding things by what people hold in their hands: a name, an address, a MAC, a pod, an id.
@ApplicationModule(allowedDependencies = "platform")
package io.vfleet.server.search;

import org.springframework.modulith.ApplicationModule;
