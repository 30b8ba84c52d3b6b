package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the PF enforces on a VF (VLAN, trust, spoof check, rate) decides whether its traffic leaves
/// the host. Against an expectation a difference is a warning; against siblings alone, a remark.
final class VfAdminDiffers implements VfAdminCheck {

    private static final int SIBLINGS = 3;
    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-admin-differs",
                            "D49",
                            Link.VFS,
                            "Does the PF enforce on every VF what is expected, and the same on"
                                    + " all?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);

    /// Settings by the name that `ip link` gives them; each value is what to type after it.
    private record Settings(Map<String, String> byName) {

        static Settings of(VfAdmin admin) {
            Map<String, String> settings = new LinkedHashMap<>();
            number(settings, "vlan", admin.vlan());
            number(settings, "qos", admin.qos());
            flag(settings, "spoofchk", admin.spoofchk());
            flag(settings, "trust", admin.trust());
            // a disabled link has a check of its own
            admin.linkState()
                    .filter(state -> !state.equals(VfLinkDisabled.DISABLED))
                    .ifPresent(state -> settings.put("state", state));
            number(settings, "min_tx_rate", admin.minTxRate());
            number(settings, "max_tx_rate", admin.maxTxRate());
            return new Settings(settings);
        }

        private static void number(Map<String, String> to, String name, OptionalInt value) {
            value.ifPresent(number -> to.put(name, Integer.toString(number)));
        }

        private static void flag(Map<String, String> to, String name, Optional<Boolean> value) {
            value.ifPresent(on -> to.put(name, on ? "on" : "off"));
        }

        /// Those of `expected` that these here contradict; silence contradicts nothing.
        List<String> against(Settings expected) {
            return expected.byName().keySet().stream()
                    .filter(byName::containsKey)
                    .filter(name -> !expected.of(name).equals(of(name)))
                    .toList();
        }

        String of(String name) {
            return byName.getOrDefault(name, "");
        }

        String text(List<String> names) {
            return names.stream()
                    .map(name -> name + " " + of(name))
                    .collect(Collectors.joining(", "));
        }

        // VLAN and its priority are one setting (ip-link(8))
        String setting(String name) {
            boolean vlan = name.equals("vlan") || name.equals("qos");
            return vlan
                    ? "vlan %s qos %s".formatted(orZero("vlan"), orZero("qos"))
                    : name + " " + of(name);
        }

        private String orZero(String name) {
            return byName.getOrDefault(name, "0");
        }
    }

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> broken(Examination host, PhysicalFunction pf) {
        Settings usual = usual(pf);
        Optional<Settings> expected = host.expectations().vfAdmin().map(Settings::of);
        return pf.virtualFunctions().stream()
                .filter(vf -> vf.admin().isPresent())
                .map(vf -> new Comparison(pf, vf, Settings.of(vf.admin().get())))
                .flatMap(one -> one.broken(expected, usual).stream());
    }

    /// What most of at least three VFs have.
    private static Settings usual(PhysicalFunction pf) {
        List<Settings> all =
                pf.virtualFunctions().stream()
                        .flatMap(vf -> vf.admin().stream())
                        .map(Settings::of)
                        .toList();
        Map<String, Map<String, Integer>> votes = new TreeMap<>();
        all.forEach(one ->
                one.byName()
                        .forEach((name, value) ->
                                votes.computeIfAbsent(name, _ -> new TreeMap<>())
                                        .merge(value, 1, Integer::sum)));
        Map<String, String> usual = new LinkedHashMap<>();
        votes.forEach((name, values) ->
                values.forEach((value, count) -> {
                    if (all.size() >= SIBLINGS && count > all.size() / 2) {
                        usual.put(name, value);
                    }
                }));
        return new Settings(usual);
    }

    private record Comparison(PhysicalFunction pf, VirtualFunction vf, Settings found) {

        Optional<Conclusion> broken(Optional<Settings> expected, Settings usual) {
            Settings other = expected.orElse(usual);
            List<String> names = found.against(other);
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(broken(names, other, expected.isPresent()));
        }

        private Conclusion broken(List<String> names, Settings other, boolean expected) {
            FindingDraft finding =
                    new FindingDraft(
                                    INFO,
                                    Examination.subject(pf, vf),
                                    cause(names, other, expected))
                            .evidence(
                                    Evidence.of(
                                            VfAdminState.path(pf, vf),
                                            found.text(names),
                                            other.text(names)));
            if (!expected) {
                return finding.severity(Severity.INFO).confidence(Confidence.LOW).conclude();
            }
            return finding.severity(Severity.WARNING).fix(fixes(names, other)).conclude();
        }

        private String cause(List<String> names, Settings other, boolean expected) {
            String than = expected ? "expected is " : "most of its siblings have ";
            return "The PF %s enforces %s on %s; %s."
                    .formatted(
                            pf.address(),
                            found.text(names),
                            vf.address(),
                            than + other.text(names));
        }

        private List<Fix> fixes(List<String> names, Settings other) {
            List<String> settings = new ArrayList<>();
            names.forEach(name -> settings.add(other.setting(name)));
            return settings.stream()
                    .distinct()
                    .map(setting -> Fix.of(VfAdminState.command(pf, vf, setting)))
                    .toList();
        }
    }
}
