package io.vfleet.bench.measure;

/// What is worth telling and no failure.
public enum Note {
    /// 429 or 503 with Retry-After while nodes join
    THROTTLED("joins put off by 429 or 503 with Retry-After"),
    EARLY_POLL("polls answered at once with nothing"),
    REPORT_WANTED("reports asked for again"),
    REPEATED_COMMAND("commands delivered again"),
    NO_IDLE_NODE("commands not asked for: no node was idle");

    private final String words;

    Note(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
