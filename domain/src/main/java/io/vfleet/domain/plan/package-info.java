/// What a change would do to a host, worked out from what it last reported.
package io.vfleet.domain.plan;
