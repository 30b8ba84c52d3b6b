/// Who uses VFs: the same search for what is reported and for what is refused.
package io.vfleet.agent.holders;
