/// The load generator: what is asked for, what is run, what came out.
package io.vfleet.bench;
