/// Findings of the fleet and their trail: opened, changed in place, closed, opened again.
package io.vfleet.server.findings;
