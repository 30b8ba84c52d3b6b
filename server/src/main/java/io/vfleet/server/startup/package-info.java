/// What happens once, at the start and at the end of the process.
package io.vfleet.server.startup;
