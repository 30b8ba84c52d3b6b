package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.BusErrors;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads AER's counters of one function, of which the total is the last line
/// (Documentation/ABI/testing/sysfs-bus-pci-devices-aer).
final class BusErrorCounts {

    private static final Pattern TOTAL = Pattern.compile("(?m)^TOTAL_ERR_\\w+ (\\d{1,18})$");

    private BusErrorCounts() {}

    static Optional<BusErrors> read(Look look, String folder) {
        BusErrors errors =
                new BusErrors(
                        total(look, folder + "/aer_dev_correctable"),
                        total(look, folder + "/aer_dev_nonfatal"),
                        total(look, folder + "/aer_dev_fatal"));
        boolean none =
                errors.correctable().isEmpty()
                        && errors.nonFatal().isEmpty()
                        && errors.fatal().isEmpty();
        return none ? Optional.empty() : Optional.of(errors);
    }

    private static OptionalLong total(Look look, String path) {
        Optional<String> text = look.text(path);
        OptionalLong total = text.map(BusErrorCounts::total).orElseGet(OptionalLong::empty);
        if (text.isPresent() && total.isEmpty()) {
            look.gap(path, "it has no total");
        }
        return total;
    }

    static OptionalLong total(String counters) {
        Matcher total = TOTAL.matcher(counters);
        return total.find()
                ? OptionalLong.of(Long.parseLong(total.group(1)))
                : OptionalLong.empty();
    }
}
