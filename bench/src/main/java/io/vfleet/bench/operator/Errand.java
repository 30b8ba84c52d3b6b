package io.vfleet.bench.operator;

/// One command on its way to one node.
final class Errand {

    private final String nodeId;
    private final long since = System.nanoTime();
    private String answered = "";
    private String delivered = "";

    Errand(String nodeId) {
        this.nodeId = nodeId;
    }

    String nodeId() {
        return nodeId;
    }

    /// When it was asked for, [System#nanoTime].
    long since() {
        return since;
    }

    /// The REST API's id; may come after the command itself.
    void answered(String id) {
        answered = id;
    }

    void arrived(String id) {
        delivered = id;
    }

    boolean hasArrived() {
        return !delivered.isEmpty();
    }

    boolean isAbout(String id) {
        return delivered.equals(id);
    }

    boolean mixedUp() {
        return !answered.isEmpty() && hasArrived() && !answered.equals(delivered);
    }
}
