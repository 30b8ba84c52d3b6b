package io.vfleet.domain.chain;

import java.util.stream.Stream;

/// One detector: says of each subject it knows about how the subject stands. Pure.
interface Check {

    CheckInfo info();

    Stream<Conclusion> examine(Examination host);
}
