package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The answer in one word, and the link it is about.
@Schema(name = "Verdict")
record VerdictView(LinkState state, Optional<String> link) {

    static final List<String> STATES =
            Arrays.stream(LinkState.values())
                    .filter(state -> state != LinkState.BLOCKED)
                    .map(LinkState::name)
                    .toList();
    static final List<String> LINKS = Arrays.stream(Link.values()).map(Link::id).toList();
    static final List<String> LINK_STATES =
            Arrays.stream(LinkState.values()).map(LinkState::name).toList();

    static Optional<VerdictView> of(Optional<String> state, Optional<String> link) {
        return state.map(name -> new VerdictView(LinkState.valueOf(name), link));
    }
}
