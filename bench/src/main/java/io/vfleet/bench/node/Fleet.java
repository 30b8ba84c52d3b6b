package io.vfleet.bench.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// All nodes of a run; they join a few at a time.
public final class Fleet {

    /// How many join at once: signatures cost both sides.
    private static final int JOINING = 16;

    private final Surroundings around;
    private final List<Node> nodes;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private int started;
    private int joined;

    public Fleet(Surroundings around, NodeKeys keys) {
        this.around = around;
        this.nodes =
                IntStream.range(0, keys.count())
                        .mapToObj(number -> node(number, keys.get(number)))
                        .toList();
    }

    private Node node(int number, NodeKey key) {
        BenchHost host = new BenchHost(number, key.identity(), around.shape());
        return new Node(around, host, key, this::oneJoined);
    }

    /// Lets them join; complete when all have.
    public CompletableFuture<Void> join() {
        around.loop()
                .execute(() -> {
                    for (int i = 0; i < JOINING; i++) {
                        startNext();
                    }
                });
        return ready;
    }

    private void startNext() {
        if (started < nodes.size()) {
            nodes.get(started++).join();
        }
    }

    private void oneJoined() {
        joined++;
        if (joined == nodes.size()) {
            ready.complete(null);
        }
        // not at once: the node that has joined is still at it
        around.loop().after(Duration.ZERO, this::startNext);
    }

    public int size() {
        return nodes.size();
    }

    public Node get(int number) {
        return nodes.get(number);
    }

    /// How many have joined; for the loop's own thread.
    public int joined() {
        return joined;
    }
}
