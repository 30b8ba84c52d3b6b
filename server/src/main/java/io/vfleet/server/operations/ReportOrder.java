package io.vfleet.server.operations;

import java.util.Comparator;

/// Where a report stands among those of its node.
public record ReportOrder(long epoch, long sequence) implements Comparable<ReportOrder> {

    private static final Comparator<ReportOrder> ORDER =
            Comparator.comparingLong(ReportOrder::epoch).thenComparingLong(ReportOrder::sequence);

    @Override
    public int compareTo(ReportOrder other) {
        return ORDER.compare(this, other);
    }

    boolean isAfter(ReportOrder other) {
        return compareTo(other) > 0;
    }
}
