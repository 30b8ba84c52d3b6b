/// The node agent: reads one host and tells the server.
package io.vfleet.agent;
