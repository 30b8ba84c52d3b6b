package io.vfleet.agent.host;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule by which udev gives one card its VFs at boot; the only file of others the agent writes.
/// Its name and its text follow from the card and the count.
///
/// @param mac the card's permanent address: `52:54:00:aa:00:01`
/// @param numVfs empty: there is to be no such file
public record UdevRule(String mac, OptionalInt numVfs) {

    public static final String FOLDER = "/etc/udev/rules.d";

    private static final int MOST_VFS = 0xffff;
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern SHAPE =
            Pattern.compile("ATTR\\{address}==\"([0-9a-f:]{17})\".*=\"(\\d{1,5})\"\\n$");

    // matched by what cannot change: names follow the slot, and a bond or a person may give a card
    // another address (addr_assign_type 0: NET_ADDR_PERM). A count that is there is left alone.
    private static final String TEXT =
            """
            # vfleet: %2$d VFs at boot for the card %1$s. Written by an operation; may be removed by hand.
            ACTION=="add", SUBSYSTEM=="net", ATTR{addr_assign_type}=="0", ATTR{device/sriov_numvfs}=="0", ATTR{address}=="%1$s", ATTR{device/sriov_numvfs}="%2$d"
            """;

    public UdevRule {
        if (!MAC.matcher(mac).matches()) {
            throw new IllegalArgumentException("'" + mac + "' is no MAC address");
        }
        if (numVfs.isPresent() && (numVfs.getAsInt() < 1 || numVfs.getAsInt() > MOST_VFS)) {
            throw new IllegalArgumentException(numVfs.getAsInt() + " is no count of VFs");
        }
    }

    public String path() {
        return FOLDER + "/" + name();
    }

    String name() {
        return "71-vfleet-" + mac.replace(":", "") + ".rules";
    }

    /// What the file holds; empty where there is to be none.
    public Optional<String> text() {
        return numVfs.isPresent()
                ? Optional.of(TEXT.formatted(mac, numVfs.getAsInt()))
                : Optional.empty();
    }

    /// The rule of a file that is the agent's own to the last letter: what somebody edited is
    /// theirs.
    public static Optional<UdevRule> parse(String path, String text) {
        Matcher shape = SHAPE.matcher(text.endsWith("\n") ? text : text + "\n");
        if (!shape.find()) {
            return Optional.empty();
        }
        try {
            OptionalInt count = OptionalInt.of(Integer.parseInt(shape.group(2)));
            return Optional.of(new UdevRule(shape.group(1), count))
                    .filter(rule -> rule.path().equals(path) && rule.says(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    // a reader may have dropped the last end of line
    private boolean says(String found) {
        return text().filter(text -> text.strip().equals(found.strip())).isPresent();
    }
}
