/// Nothing leaves this machine unencrypted: the service's certificate, its own CA, and the refusal
/// to start without.
package io.vfleet.server.tls;
