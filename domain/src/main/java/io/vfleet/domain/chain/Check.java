package io.vfleet.domain.chain;

import java.util.stream.Stream;

/// One detector: says of each subject it knows about how the subject stands. Pure. What it asks is
/// its shape: a [NodeCheck], a [PfCheck] or a [VfAdminCheck].
interface Check {

    CheckInfo info();

    Stream<Conclusion> examine(Examination host);
}
