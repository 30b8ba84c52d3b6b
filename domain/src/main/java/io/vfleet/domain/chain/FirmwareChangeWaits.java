package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.Card.FirmwareSettings.Setting;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Settings of a card's firmware take effect with its next reset: until then they are only written
/// down, and then VFs may be gone.
final class FirmwareChangeWaits implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "firmware-change-waits",
                    "D57",
                    Link.FIRMWARE,
                    "Will every card offer the same after its next reset?");
    private static final String LIMIT = "NUM_OF_VFS";
    private static final String ENABLED = "SRIOV_EN";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Optional<FirmwareSettings> firmware = pf.card().firmware();
        if (firmware.isEmpty()) {
            return host.unread(subject, "firmware:" + pf.address())
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "not asked"));
        }
        List<Map.Entry<String, Setting>> waiting =
                firmware.get().settings().entrySet().stream()
                        .filter(one -> waits(one.getValue()))
                        .toList();
        return waiting.isEmpty()
                ? new Conclusion.Intact(subject)
                : broken(host, pf, firmware.get(), waiting);
    }

    private static boolean waits(Setting setting) {
        return setting.now().filter(now -> !now.equals(setting.next())).isPresent();
    }

    private static Conclusion broken(
            Examination host,
            PhysicalFunction pf,
            FirmwareSettings firmware,
            List<Map.Entry<String, Setting>> waiting) {
        boolean fewer = fewer(host, pf, firmware);
        String changes =
                waiting.stream()
                        .map(one ->
                                "%s %s instead of %s"
                                        .formatted(
                                                one.getKey(),
                                                one.getValue().next(),
                                                one.getValue().now().orElse("")))
                        .collect(Collectors.joining(", "));
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "After its next reset the card of %s has %s%s."
                                .formatted(
                                        pf.address(),
                                        changes,
                                        fewer ? ": fewer VFs than are there or wanted" : ""))
                .severity(fewer ? Severity.WARNING : Severity.INFO)
                .fix(
                        fewer
                                ? Fix.of(
                                        "# before the next reboot set it back with "
                                                + firmware.tool())
                                : Fix.withReboot("# reboot when it suits"))
                .evidence(
                        waiting.stream()
                                .map(one ->
                                        Evidence.of(
                                                "firmware:%s/%s"
                                                        .formatted(pf.address(), one.getKey()),
                                                "now %s, next %s"
                                                        .formatted(
                                                                one.getValue().now().orElse(""),
                                                                one.getValue().next())))
                                .toList())
                .conclude();
    }

    private static boolean fewer(Examination host, PhysicalFunction pf, FirmwareSettings firmware) {
        int needed =
                Math.max(Scope.vfs(pf), host.desired(pf).map(Expectations.Range::min).orElse(0));
        OptionalInt enabled = firmware.next(ENABLED);
        boolean off = enabled.isPresent() && enabled.getAsInt() == 0 && needed > 0;
        return off || firmware.next(LIMIT).orElse(Integer.MAX_VALUE) < needed;
    }
}
