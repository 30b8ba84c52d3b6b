/// The seam to the machine: a live host, a captured tree, or a simulated one.
package io.vfleet.agent.host;
