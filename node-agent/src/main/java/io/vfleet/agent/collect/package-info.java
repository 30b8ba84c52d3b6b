/// Turns what a host's files say into an inventory: facts and gaps, no opinions, no commands run.
package io.vfleet.agent.collect;
