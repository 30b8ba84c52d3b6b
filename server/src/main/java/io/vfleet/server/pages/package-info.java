/// The dashboard's shell and its files, for anyone; what they show comes from the API.
@ApplicationModule(allowedDependencies = {})
package io.vfleet.server.pages;

import org.springframework.modulith.ApplicationModule;
