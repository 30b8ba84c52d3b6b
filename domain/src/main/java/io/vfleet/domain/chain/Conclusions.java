package io.vfleet.domain.chain;

import java.util.stream.Stream;

/// Asks a check, in an order that does not depend on who listed what.
final class Conclusions {

    private Conclusions() {}

    static Stream<Concluded> of(Check check, Examination host) {
        return check.examine(host)
                .map(conclusion -> lowered(check.info(), conclusion, host))
                .map(conclusion -> new Concluded(check.info(), conclusion))
                .sorted(Concluded.ORDER);
    }

    /// A VM's firmware says what the hypervisor lets it say.
    private static Conclusion lowered(CheckInfo check, Conclusion conclusion, Examination host) {
        boolean doubtful = check.link() == Link.FIRMWARE && host.maybeVirtual();
        return doubtful && conclusion instanceof Conclusion.Broken(Finding finding)
                ? new Conclusion.Broken(finding.lessSure())
                : conclusion;
    }
}
