package io.vfleet.server.stream;

import io.vfleet.server.database.Hearer;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What the database's triggers say about changes.
@Component
class HintsHeard implements Hearer {

    private static final Set<String> CHANNELS = Set.of("vfleet_hints");

    private final Streams streams;

    HintsHeard(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Set<String> channels() {
        return CHANNELS;
    }

    @Override
    public void connected() {
        streams.lost();
    }

    @Override
    public void heard(String channel, String payload) {
        streams.heard(Hint.parse(payload));
    }
}
