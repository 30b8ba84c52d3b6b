package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.OptionalInt;

/// A slot, a riser or a bad contact may leave a link with less than the card's port carries. A link
/// that is slower than it could be and yet fast enough, or that idles, is a remark.
final class PcieLinkSlow implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "pcie-link-slow",
                            "D15",
                            Link.FIRMWARE,
                            "Can the PCIe link of every PF carry what its port can?")
                    .showing(Symptom.HALF_PERFORMANCE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Pcie.Link link = pf.pcie().link();
        if (link.speed().isEmpty()) {
            return host.unknown(subject, pf.path("current_link_speed"));
        }
        if (link.width().isEmpty()) {
            return host.unknown(subject, pf.path("current_link_width"));
        }
        Bandwidth now = new Bandwidth(link.speed().getAsInt(), link.width().getAsInt());
        return new Case(host, pf, now, most(link, now)).conclude();
    }

    private static Bandwidth most(Pcie.Link link, Bandwidth now) {
        return new Bandwidth(link.maxSpeed().orElse(now.speed), link.maxWidth().orElse(now.width));
    }

    /// @param speed in MT/s a lane
    private record Bandwidth(int speed, int width) {

        // 8b/10b up to 5 GT/s, 128b/130b up to 32, flits from 64 on (PCIe 6.0 §4.2)
        private static final int LAST_8B10B = 5000;

        long mbps() {
            long raw = (long) speed * width;
            return speed <= LAST_8B10B ? raw * 8 / 10 : raw * 128 / 130;
        }

        boolean less(Bandwidth other) {
            return speed < other.speed || width < other.width;
        }

        @Override
        public String toString() {
            return Words.count(width, "lane") + " of " + rate();
        }

        String rate() {
            String whole = Integer.toString(speed / 1000);
            return speed % 1000 == 0 ? whole + " GT/s" : speed / 1000.0 + " GT/s";
        }
    }

    private record Case(Examination host, PhysicalFunction pf, Bandwidth now, Bandwidth most) {

        Conclusion conclude() {
            OptionalInt port =
                    Examination.ports(pf).stream()
                            .flatMapToInt(netdev -> netdev.speedMbps().stream())
                            .max();
            if (port.isPresent() && now.mbps() < port.getAsInt()) {
                return tooSlow(port.getAsInt());
            }
            return now.less(most) ? slower() : new Conclusion.Intact(Examination.subject(pf));
        }

        // what a hypervisor shows of a link need not be true
        private Conclusion tooSlow(int port) {
            String cause =
                    "The PCIe link of %s carries %d Gb/s (%s), its port %d Gb/s%s."
                            .formatted(
                                    pf.address(),
                                    now.mbps() / 1000,
                                    now,
                                    port / 1000,
                                    now.less(most) ? "; the card can do " + most : "");
            return finding(cause)
                    .severity(host.maybeVirtual() ? Severity.INFO : Severity.WARNING)
                    .confidence(Confidence.HIGH)
                    .fix(
                            now.less(most)
                                    ? Fix.withReboot(
                                            "# reseat the card of %s, or move it to a slot of %s"
                                                    .formatted(pf.address(), most))
                                    : Fix.of("lspci -vv -s %s | grep Lnk".formatted(pf.address())))
                    .conclude();
        }

        private Conclusion slower() {
            String cause =
                    "The PCIe link of %s runs with %s, the card can do %s: enough for its port, or"
                            .formatted(pf.address(), now, most);
            return finding(cause + " the link idles.")
                    .severity(Severity.INFO)
                    .confidence(Confidence.MEDIUM)
                    .conclude();
        }

        private FindingDraft finding(String cause) {
            return new FindingDraft(INFO, Examination.subject(pf), cause)
                    .evidence(Evidence.of(pf.path("current_link_speed"), now.rate(), most.rate()))
                    .evidence(
                            Evidence.of(
                                    pf.path("current_link_width"),
                                    Integer.toString(now.width),
                                    Integer.toString(most.width)));
        }
    }
}
