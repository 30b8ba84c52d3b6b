package io.vfleet.domain.chain;

import java.util.stream.Stream;

/// Asks once per host.
interface NodeCheck extends Check {

    Conclusion conclude(Examination host);

    @Override
    default Stream<Conclusion> examine(Examination host) {
        return Stream.of(conclude(host));
    }
}
