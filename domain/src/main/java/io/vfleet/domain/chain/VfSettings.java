package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.VfAdmin;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a PF enforces on a VF, or shall enforce, in the words of `ip link`.
///
/// @param values what to type after a setting's name; what is missing was not told, or is not asked
record VfSettings(Map<Name, String> values) {

    /// What can be set.
    enum Name {
        VLAN(admin -> number(admin.vlan())),
        QOS(admin -> number(admin.qos())),
        SPOOFCHK(admin -> admin.spoofchk().map(Name::onOff)),
        TRUST(admin -> admin.trust().map(Name::onOff)),
        // a disabled link has a check of its own
        STATE(admin -> admin.linkState().filter(state -> !state.equals(VfLinkDisabled.DISABLED))),
        MIN_TX_RATE(admin -> number(admin.minTxRate())),
        MAX_TX_RATE(admin -> number(admin.maxTxRate()));

        private final Function<VfAdmin, Optional<String>> value;

        Name(Function<VfAdmin, Optional<String>> value) {
            this.value = value;
        }

        private static Optional<String> number(OptionalInt value) {
            return value.isPresent()
                    ? Optional.of(Integer.toString(value.getAsInt()))
                    : Optional.empty();
        }

        private static String onOff(boolean on) {
            return on ? "on" : "off";
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static VfSettings of(VfAdmin admin) {
        return of(name -> name.value.apply(admin));
    }

    private static VfSettings of(Function<Name, Optional<String>> told) {
        Map<Name, String> values = new EnumMap<>(Name.class);
        for (Name name : Name.values()) {
            told.apply(name).ifPresent(value -> values.put(name, value));
        }
        return new VfSettings(values);
    }

    /// What more than half of all have.
    static VfSettings usual(List<VfSettings> all) {
        return of(name -> usual(name, all));
    }

    private static Optional<String> usual(Name name, List<VfSettings> all) {
        return all.stream()
                .filter(one -> one.values.containsKey(name))
                .collect(Collectors.groupingBy(one -> one.of(name), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(votes -> votes.getValue() > all.size() / 2)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Those of `expected` that these here contradict; silence contradicts nothing.
    List<Name> against(VfSettings expected) {
        return expected.values.keySet().stream()
                .filter(values::containsKey)
                .filter(name -> !expected.of(name).equals(of(name)))
                .toList();
    }

    String text(List<Name> names) {
        return names.stream().map(name -> name + " " + of(name)).collect(Collectors.joining(", "));
    }

    // VLAN and its priority are one setting (ip-link(8))
    String command(Name name) {
        boolean vlan = name == Name.VLAN || name == Name.QOS;
        return vlan
                ? "vlan %s qos %s".formatted(of(Name.VLAN), of(Name.QOS))
                : name + " " + of(name);
    }

    private String of(Name name) {
        return values.getOrDefault(name, "0");
    }
}
