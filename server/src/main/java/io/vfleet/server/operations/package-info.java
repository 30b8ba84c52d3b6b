/// Changes of nodes: asked for by people, handed to agents, told back, confirmed by reports.
package io.vfleet.server.operations;
