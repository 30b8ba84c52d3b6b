/// Who may do what: people with passwords, machines with tokens, and the routes each may use.
@ApplicationModule(allowedDependencies = {"platform", "lists", "database", "audit"})
package io.vfleet.server.access;

import org.springframework.modulith.ApplicationModule;
