/// What happened on the nodes, in order, for good.
package io.vfleet.server.history;
