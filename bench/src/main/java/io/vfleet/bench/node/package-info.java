/// Nodes that exist only on the wire: the agents' protocol without a host below it.
package io.vfleet.bench.node;
