/// Talks to the server: enrolls, reports on change, beats otherwise, and waits its turn when told.
package io.vfleet.agent.push;
