/// Lists: RSQL filters, orders and keyset pages turned into SQL over a table of known fields.
@ApplicationModule(allowedDependencies = "platform")
package io.vfleet.server.lists;

import org.springframework.modulith.ApplicationModule;
