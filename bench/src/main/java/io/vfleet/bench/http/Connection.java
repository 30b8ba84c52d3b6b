package io.vfleet.bench.http;

import io.vfleet.bench.http.Reply.Answered;
import io.vfleet.bench.http.Reply.Broken;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One keep-alive connection, opened when first used; one request at a time. Belongs to its loop's
/// thread.
public final class Connection {

    private static final int MOST_BYTES = 1 << 20;

    private final EventLoop loop;
    private final Endpoint endpoint;
    private final ConnectionLog log;
    private @Nullable SelectionKey key;
    private @Nullable InFlight current;
    private byte[] input = new byte[0];
    private int filled;

    public Connection(EventLoop loop, Endpoint endpoint, ConnectionLog log) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.log = log;
    }

    private record InFlight(
            Consumer<Exchange> done, ByteBuffer output, long sentAt, long deadline) {}

    public boolean busy() {
        return current != null;
    }

    /// Sends a request; `done` runs later, never within this call.
    public void send(Request request, Consumer<Exchange> done) {
        if (current != null) {
            throw new IllegalStateException("a request is under way on this connection");
        }
        long now = System.nanoTime();
        InFlight sent =
                new InFlight(
                        done,
                        request.encode(endpoint.host()),
                        now,
                        now + request.timeout().toNanos());
        current = sent;
        try {
            if (key == null) {
                key = open();
            } else {
                write(key, sent);
            }
        } catch (IOException e) {
            String reason = reason(e);
            loop.at(now, () -> fail(sent, reason));
        }
    }

    private SelectionKey open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(endpoint.address());
            log.opened();
            return channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void write(SelectionKey key, InFlight sent) throws IOException {
        ((SocketChannel) key.channel()).write(sent.output());
        int more = sent.output().hasRemaining() ? SelectionKey.OP_WRITE : 0;
        key.interestOps(SelectionKey.OP_READ | more);
    }

    void ready() {
        SelectionKey now = key;
        if (now == null || !now.isValid()) {
            return;
        }
        try {
            ready(now);
        } catch (IOException e) {
            broken(reason(e));
        } catch (MalformedAnswer e) {
            broken("malformed answer: " + e.getMessage());
        }
    }

    private void ready(SelectionKey now) throws IOException, MalformedAnswer {
        InFlight sent = current;
        if (now.isConnectable()) {
            ((SocketChannel) now.channel()).finishConnect();
        }
        if (sent != null && (now.isConnectable() || now.isWritable())) {
            write(now, sent);
        }
        if (now.isReadable()) {
            read((SocketChannel) now.channel());
        }
    }

    private void read(SocketChannel channel) throws IOException, MalformedAnswer {
        ByteBuffer bytes = loop.input();
        if (channel.read(bytes) < 0) {
            broken("the server closed the connection");
            return;
        }
        keep(bytes.flip());
        if (current == null) {
            throw new MalformedAnswer("bytes that nobody asked for");
        }
        Optional<Answered> answer = AnswerParser.parse(input, filled);
        if (answer.isPresent()) {
            answered(answer.get());
        }
    }

    private void keep(ByteBuffer bytes) throws MalformedAnswer {
        int more = bytes.remaining();
        if (filled + more > MOST_BYTES) {
            throw new MalformedAnswer("longer than 1 MiB");
        }
        if (filled + more > input.length) {
            input = Arrays.copyOf(input, filled + more);
        }
        bytes.get(input, filled, more);
        filled += more;
    }

    private void answered(Answered answer) {
        if (answer.last()) {
            close();
        }
        finish(answer);
    }

    void expire(long now) {
        InFlight sent = current;
        if (sent != null && sent.deadline() - now < 0) {
            broken("no answer in time");
        }
    }

    private void broken(String reason) {
        close();
        if (current == null) {
            filled = 0;
            log.lost();
            return;
        }
        finish(new Broken(reason));
    }

    private void fail(InFlight sent, String reason) {
        if (current == sent) {
            broken(reason);
        }
    }

    private void finish(Reply reply) {
        InFlight sent = current;
        int bytesIn = filled;
        current = null;
        input = new byte[0];
        filled = 0;
        if (sent != null) {
            long nanos = System.nanoTime() - sent.sentAt();
            sent.done().accept(new Exchange(reply, nanos, sent.output().position(), bytesIn));
        }
    }

    private void close() {
        SelectionKey open = key;
        key = null;
        if (open == null) {
            return;
        }
        try {
            open.channel().close();
        } catch (IOException _) {
            // gone is what it was to be
            open.cancel();
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
