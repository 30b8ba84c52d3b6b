/// Word to people outside, by webhooks: which events go where, gathered, signed, retried.
@ApplicationModule(allowedDependencies = {"platform", "lists", "audit", "fleet"})
package io.vfleet.server.notifications;

import org.springframework.modulith.ApplicationModule;
