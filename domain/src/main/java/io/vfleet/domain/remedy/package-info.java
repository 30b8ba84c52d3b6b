/// Cures: what would mend a finding, and what that costs.
package io.vfleet.domain.remedy;
