/// A fleet of hosts that exist only in memory, each with real agent code on it.
package io.vfleet.simulation;
