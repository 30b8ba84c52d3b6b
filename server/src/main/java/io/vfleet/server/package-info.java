/// The central service. Packages by feature; `ArchitectureTests` holds the arrows between them.
package io.vfleet.server;
