/// The JSON that agents and server exchange; the domain's only user of Jackson.
package io.vfleet.domain.wire;
