package io.vfleet.domain.inventory;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Hugepages of one size, on one NUMA node or (without `numaNode`) on the whole machine.
///
/// @param reserved promised but not yet taken; the kernel tells it for the whole machine only
public record HugepagePool(
        long sizeKiB,
        OptionalInt numaNode,
        long total,
        OptionalLong free,
        OptionalLong reserved,
        OptionalLong surplus) {}
