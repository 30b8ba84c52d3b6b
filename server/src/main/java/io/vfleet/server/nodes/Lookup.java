package io.vfleet.server.nodes;

import java.util.List;

/// What a name of a node leads to.
public sealed interface Lookup {

    record Found(Node node) implements Lookup {}

    record Missing() implements Lookup {}

    /// Several nodes have this hostname.
    record Ambiguous(List<Node> nodes) implements Lookup {
        public Ambiguous {
            nodes = List.copyOf(nodes);
        }
    }
}
