/// Hosts for tests: a healthy one, and ways to break it.
package io.vfleet.domain.testing;
