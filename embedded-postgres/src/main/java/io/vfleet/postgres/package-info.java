/// Runs a real PostgreSQL out of a jar: kept data for demos and development, throw-away data for
/// tests.
package io.vfleet.postgres;
