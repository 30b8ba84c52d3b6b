/// The whole chain of one host, judged on the spot without a server.
package io.vfleet.agent.doctor;
