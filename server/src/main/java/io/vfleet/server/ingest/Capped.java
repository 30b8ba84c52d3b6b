package io.vfleet.server.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that must not be longer than it may.
final class Capped extends FilterInputStream {

    private long left;

    Capped(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    /// There was more than allowed.
    static final class Exceeded extends IOException {}

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int read) throws Exceeded {
        left -= read;
        if (left < 0) {
            throw new Exceeded();
        }
    }
}
