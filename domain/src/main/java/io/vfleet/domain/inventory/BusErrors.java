package io.vfleet.domain.inventory;

import java.util.OptionalLong;

/// The totals of `aer_dev_correctable`, `aer_dev_nonfatal` and `aer_dev_fatal` since boot. They may
/// rise at one end of a link only, and stay 0 where the firmware handles errors first.
public record BusErrors(OptionalLong correctable, OptionalLong nonFatal, OptionalLong fatal) {}
