package io.vfleet.server.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open stream. It is written to without ever waiting for its reader: what the connection does
/// not take stands in a short queue, and a full queue is the end.
final class Listening implements WriteListener {

    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private static final int MOST_WAITING = 32;

    private final Who who;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    // the container has said that it takes more, and has not taken that back
    private boolean writable;
    private boolean unflushed;
    private boolean ended;

    /// @param session the session behind it, if there is one
    record Who(String name, Optional<String> session, Instant since) {}

    Listening(Who who, AsyncContext context) throws IOException {
        this.who = who;
        this.context = context;
        this.out = context.getResponse().getOutputStream();
    }

    Who who() {
        return who;
    }

    /// The container calls back as soon as it takes bytes.
    void begin() {
        out.setWriteListener(this);
    }

    /// False when the reader is too slow.
    synchronized boolean offer(byte[] frame) {
        if (waiting.size() >= MOST_WAITING) {
            return false;
        }
        waiting.add(frame);
        if (writable && !ended) {
            write();
        }
        return true;
    }

    @Override
    public synchronized void onWritePossible() {
        write();
    }

    private void write() {
        try {
            while (!ended && mayWrite() && hasMore()) {
                writeOne();
            }
        } catch (IOException e) {
            onError(e);
        }
    }

    private boolean mayWrite() {
        writable = out.isReady();
        return writable;
    }

    private boolean hasMore() {
        return unflushed || !waiting.isEmpty();
    }

    private void writeOne() throws IOException {
        byte[] frame = waiting.poll();
        if (frame == null) {
            unflushed = false;
            out.flush();
            return;
        }
        unflushed = true;
        out.write(frame);
    }

    @Override
    public void onError(Throwable gone) {
        log.debug("A page has gone: {}", gone.getMessage());
        end();
    }

    /// The container has ended it.
    synchronized void over() {
        ended = true;
        waiting.clear();
    }

    /// Ends it now; a connection that takes nothing is closed.
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        boolean stuck = !writable;
        waiting.clear();
        if (stuck) {
            closeConnection();
        }
        context.complete();
    }

    private void closeConnection() {
        if (context.getRequest() instanceof HttpServletRequest request) {
            ServletContextRequest.getServletContextRequest(request)
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
        }
    }
}
