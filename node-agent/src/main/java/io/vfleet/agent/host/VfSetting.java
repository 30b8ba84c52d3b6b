package io.vfleet.agent.host;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One thing that can be set on one VF: all that ever is written about a VF, and nothing else can
/// be said. Its text is a word and its values, `vlan 100 0 802.1Q`.
public sealed interface VfSetting {

    /// The address its PF gives it.
    record Mac(String address) implements VfSetting {
        public Mac {
            require("([0-9a-f]{2}:){5,19}[0-9a-f]{2}", address);
        }
    }

    /// The VLAN its PF puts its frames into; 0 is none.
    record Vlan(int id, int qos, String protocol) implements VfSetting {
        public Vlan {
            require("802\\.1(Q|ad)", protocol);
        }
    }

    record Spoofcheck(boolean on) implements VfSetting {}

    record Trust(boolean on) implements VfSetting {}

    /// `auto`, `enable` or `disable`.
    record LinkState(String state) implements VfSetting {
        public LinkState {
            require("auto|enable|disable", state);
        }
    }

    /// In Mbit/s, 0 is none.
    record Rate(int min, int max) implements VfSetting {}

    record RssQuery(boolean allowed) implements VfSetting {}

    /// Of InfiniBand: `0011:2233:4455:66ff`.
    record NodeGuid(String guid) implements VfSetting {
        public NodeGuid {
            require("([0-9a-f]{4}:){3}[0-9a-f]{4}", guid);
        }
    }

    /// Of InfiniBand: `0011:2233:4455:66ff`.
    record PortGuid(String guid) implements VfSetting {
        public PortGuid {
            require("([0-9a-f]{4}:){3}[0-9a-f]{4}", guid);
        }
    }

    /// Which driver it may have, `(null)`: any that fits.
    record DriverOverride(String driver) implements VfSetting {
        public DriverOverride {
            require("\\(null\\)|[\\w-]{1,64}", driver);
        }
    }

    /// Given to this driver.
    record Bound(String driver) implements VfSetting {
        public Bound {
            require("[\\w-]{1,64}", driver);
        }
    }

    /// Taken from its driver.
    record Unbound() implements VfSetting {}

    /// Of its netdev.
    record Mtu(int bytes) implements VfSetting {}

    /// How many MSI-X vectors it has of its PF's pool; only while it has no driver.
    record Interrupts(int count) implements VfSetting {}

    Map<String, Function<String[], VfSetting>> WORDS =
            Map.ofEntries(
                    Map.entry("mac", words -> new Mac(words[1])),
                    Map.entry(
                            "vlan",
                            words -> new Vlan(number(words[1]), number(words[2]), words[3])),
                    Map.entry("spoofchk", words -> new Spoofcheck(flag(words[1]))),
                    Map.entry("trust", words -> new Trust(flag(words[1]))),
                    Map.entry("state", words -> new LinkState(words[1])),
                    Map.entry("rate", words -> new Rate(number(words[1]), number(words[2]))),
                    Map.entry("query_rss", words -> new RssQuery(flag(words[1]))),
                    Map.entry("node_guid", words -> new NodeGuid(words[1])),
                    Map.entry("port_guid", words -> new PortGuid(words[1])),
                    Map.entry("driver_override", words -> new DriverOverride(words[1])),
                    Map.entry("driver", words -> new Bound(words[1])),
                    Map.entry("unbound", _ -> new Unbound()),
                    Map.entry("mtu", words -> new Mtu(number(words[1]))),
                    Map.entry("msix_count", words -> new Interrupts(number(words[1]))));

    /// @throws IllegalArgumentException when the text is none
    static VfSetting parse(String text) {
        // as many words as any has, so that one that is missing is a wrong one
        String[] words = (text + " - - -").split(" ");
        return Optional.ofNullable(WORDS.get(words[0]))
                .map(meaning -> meaning.apply(words))
                .filter(setting -> setting.text().equals(text))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no setting"));
    }

    default String text() {
        return switch (this) {
            case Mac(var address) -> "mac " + address;
            case Vlan(var id, var qos, var protocol) ->
                    "vlan %d %d %s".formatted(id, qos, protocol);
            case Spoofcheck(var on) -> "spoofchk " + word(on);
            case Trust(var on) -> "trust " + word(on);
            case LinkState(var state) -> "state " + state;
            case Rate(var min, var max) -> "rate %d %d".formatted(min, max);
            case RssQuery(var allowed) -> "query_rss " + word(allowed);
            case NodeGuid(var guid) -> "node_guid " + guid;
            case PortGuid(var guid) -> "port_guid " + guid;
            case DriverOverride(var driver) -> "driver_override " + driver;
            case Bound(var driver) -> "driver " + driver;
            case Unbound() -> "unbound";
            case Mtu(var bytes) -> "mtu " + bytes;
            case Interrupts(var count) -> "msix_count " + count;
        };
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }

    private static boolean flag(String word) {
        return word.equals("on");
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private static void require(String shape, String value) {
        if (!Pattern.matches(shape, value)) {
            throw new IllegalArgumentException("'" + value + "' is not like " + shape);
        }
    }
}
