package io.vfleet.bench.measure;

import java.util.Arrays;

/// Every single time of one kind, so that percentiles are exact.
public final class Samples {

    private static final double NANOS_A_MILLI = 1e6;

    private long[] nanos = new long[64];
    private int count;
    private boolean sorted;
    private long bytesOut;
    private long bytesIn;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
        sorted = false;
    }

    void addBytes(int out, int in) {
        bytesOut += out;
        bytesIn += in;
    }

    public int count() {
        return count;
    }

    public long bytesOut() {
        return bytesOut;
    }

    public long bytesIn() {
        return bytesIn;
    }

    /// The smallest time that this share of all does not exceed, in ms; 0 of nothing.
    public double millis(double share) {
        if (count == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int rank = (int) Math.ceil(share * count);
        return nanos[Math.clamp(rank - 1, 0, count - 1)] / NANOS_A_MILLI;
    }
}
