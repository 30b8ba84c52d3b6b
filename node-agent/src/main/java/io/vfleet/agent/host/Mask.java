package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Takes out of a recording what tells which machine it is, and keeps what belongs together
/// together: the same address becomes the same other address wherever it stands.
final class Mask {

    private static final String HOSTNAME = "/proc/sys/kernel/hostname";
    private static final String SETTINGS = "/etc/vfleet/agent.yaml";

    private static final Pattern IDENTITY_FILE =
            Pattern.compile(".*/(\\w*serial|\\w*asset_tag|vpd\\w*)|/etc/machine-id");
    private static final Pattern BINARY = Pattern.compile(".*/(config|vpd)|/sys/firmware/.*");
    private static final Pattern VERSION = Pattern.compile(".*/(\\w*version|fw_ver)");
    private static final Pattern SETTING =
            Pattern.compile("^(server|hostname|caSha256|enrollTokenFile):.*$", Pattern.MULTILINE);

    private static final Pattern UUID =
            hex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern MACHINE_ID = hex("[0-9a-f]{32}|[0-9a-f]{64}");
    // also 20 octets, an IPoIB interface's
    private static final Pattern MAC = hex("[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,}");
    private static final Pattern BARE_MAC = hex("[0-9a-f]{12}");
    private static final Pattern NAMED_BY_MAC = Pattern.compile("(?<=\\benx)[0-9a-f]{12}\\b");
    // a GUID, and each half of a GID
    private static final Pattern GUID = hex("[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}");
    private static final Pattern IPV6 =
            hex("(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4}");
    private static final Pattern IPV4 =
            Pattern.compile(
                    "(?<![\\w.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\w.])");
    private static final Pattern SAYS_NOTHING =
            Pattern.compile("[0:.-]+|(?i)[f:-]+|(?i)fe80:0000:0000:0000|127\\..*|::1");

    private static final String MAC_FORM = "02:00:00:00:%02x:%02x";
    private static final String BARE_MAC_FORM = "02000000%02x%02x";

    private static final int EXTENDED = 0x100;
    private static final int DEVICE_SERIAL_NUMBER = 3; // PCI_EXT_CAP_ID_DSN, pci_regs.h

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> aliases = new HashSet<>();
    private final List<Pattern> names = new ArrayList<>();

    private Mask(SortedMap<String, byte[]> files) {
        byte[] hostname = files.get(HOSTNAME);
        if (hostname != null) {
            String full = new String(hostname, ISO_8859_1).strip();
            name(full);
            name(full.split("\\.", 2)[0]);
        }
        // known beforehand, so that they are found where they stand without colons, too
        files.forEach((path, bytes) -> {
            if (!BINARY.matcher(path).matches()) {
                replaced(new String(bytes, ISO_8859_1), MAC, "mac", MAC_FORM);
            }
        });
    }

    private void name(String name) {
        if (!name.isEmpty()) {
            names.add(Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)"));
        }
    }

    static Recording over(Recording recording) {
        Mask mask = new Mask(recording.files());
        SortedMap<String, byte[]> files = new TreeMap<>();
        recording
                .files()
                .forEach((path, bytes) -> files.put(mask.path(path), mask.file(path, bytes)));
        return new Recording(
                files,
                mask.all(recording.links(), mask::target),
                mask.all(recording.folders(), (folder, entries) -> mask.entries(folder, entries)),
                mask.all(recording.times(), (_, time) -> time),
                mask.all(recording.failures(), (_, reason) -> mask.text(reason)),
                recording.whole());
    }

    private <T> SortedMap<String, T> all(
            SortedMap<String, T> entries, BiFunction<String, T, T> value) {
        SortedMap<String, T> masked = new TreeMap<>();
        entries.forEach((path, of) -> masked.put(path(path), value.apply(path, of)));
        return masked;
    }

    private List<String> entries(String folder, List<String> names) {
        int start = path(folder).length() + 1;
        return names.stream().map(name -> path(folder + "/" + name).substring(start)).toList();
    }

    private String target(String link, String target) {
        return kernels(link) ? ids(target) : text(target);
    }

    private String path(String path) {
        return kernels(path) ? ids(path) : text(path);
    }

    // what the kernel names it names by itself; a host may be called "node"
    private static boolean kernels(String path) {
        return path.startsWith("/sys/") || path.startsWith("/proc/");
    }

    private byte[] file(String path, byte[] bytes) {
        if (BINARY.matcher(path).matches()) {
            return path.endsWith("/config") ? withoutSerial(bytes) : bytes;
        }
        // every byte is a character: what is no text comes out as it was
        String text = new String(bytes, ISO_8859_1);
        if (IDENTITY_FILE.matcher(path).matches() && !text.isBlank()) {
            return identity(text.strip()).getBytes(ISO_8859_1);
        }
        if (path.equals(SETTINGS)) {
            text = SETTING.matcher(text).replaceAll("# $1 is masked");
        }
        boolean version = VERSION.matcher(path).matches();
        return (version ? text : text(text)).getBytes(ISO_8859_1);
    }

    private String identity(String text) {
        String masked = ids(text);
        return (masked.equals(text) ? "masked-" + number("serial", text) : masked) + "\n";
    }

    private String text(String text) {
        String masked = ids(text);
        for (Pattern name : names) {
            masked = name.matcher(masked).replaceAll("masked-host");
        }
        return masked;
    }

    private String ids(String text) {
        String masked = replaced(text, UUID, "uuid", "00000000-0000-4000-8000-%08x%04x");
        masked = replaced(masked, MACHINE_ID, "id", "%028x%04x");
        masked = replaced(masked, MAC, "mac", MAC_FORM);
        masked = replaced(masked, NAMED_BY_MAC, "mac", BARE_MAC_FORM);
        masked =
                BARE_MAC.matcher(masked)
                        .replaceAll(found ->
                                numbers.containsKey(key("mac", found.group()))
                                        ? alias("mac", found.group(), BARE_MAC_FORM)
                                        : found.group());
        masked = replaced(masked, GUID, "guid", "0200:0000:%04x:%04x");
        masked = replaced(masked, IPV6, "ip6", "2001:db8::%x:%x");
        return replaced(masked, IPV4, "ip4", "198.18.%d.%d");
    }

    private String replaced(String text, Pattern pattern, String kind, String form) {
        return pattern.matcher(text).replaceAll(found -> alias(kind, found.group(), form));
    }

    private String alias(String kind, String original, String form) {
        if (SAYS_NOTHING.matcher(original).matches() || aliases.contains(original)) {
            return original;
        }
        int number = number(kind, original);
        String alias = form.formatted(number >> 8, number & 0xff);
        aliases.add(alias);
        return alias;
    }

    private int number(String kind, String original) {
        return numbers.computeIfAbsent(
                key(kind, original), _ -> counts.merge(kind, 1, Integer::sum));
    }

    // with colons, dashes or nothing in between it is one address
    private static String key(String kind, String original) {
        String plain = original.toLowerCase(Locale.ROOT);
        return kind + " " + (kind.equals("mac") ? plain.replaceAll("[:-]", "") : plain);
    }

    /// PCI configuration space without the capability that holds the card's serial number.
    private static byte[] withoutSerial(byte[] config) {
        byte[] masked = config.clone();
        ByteBuffer space = ByteBuffer.wrap(masked).order(ByteOrder.LITTLE_ENDIAN);
        int at = EXTENDED;
        // a chain has at most as many links as there is room for
        for (int i = 0; i < 480 && at >= EXTENDED && at + 12 <= masked.length; i++) {
            int header = space.getInt(at);
            if ((header & 0xffff) == DEVICE_SERIAL_NUMBER) {
                space.putLong(at + 4, 0);
            }
            at = header >>> 20;
        }
        return masked;
    }

    private static Pattern hex(String form) {
        return Pattern.compile(
                "(?<![0-9a-fA-F:.-])(?:" + form + ")(?![0-9a-fA-F:-])", Pattern.CASE_INSENSITIVE);
    }
}
