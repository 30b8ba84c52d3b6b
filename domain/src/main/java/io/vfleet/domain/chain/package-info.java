/// Opinions: what is wrong with a host, where its chain breaks first, and the proof.
package io.vfleet.domain.chain;
