package io.vfleet.agent.operate;

import io.vfleet.agent.host.Access;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.sight.PlainYaml;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.OperationKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/// Reads `/etc/vfleet/policy.yaml`; a file that is missing, unreadable or not understood to its
/// last key means to observe.
final class PolicyFile {

    static final String PATH = "/etc/vfleet/policy.yaml";

    private static final List<String> PLACES = List.of("/etc", "/etc/vfleet", PATH);

    private static final Set<String> KEYS =
            Set.of(
                    "mode",
                    "neverPfs",
                    "maxVfs",
                    "kinds",
                    "overridable",
                    "window",
                    "rate",
                    "revertTimeout",
                    "hookTimeout",
                    "reapplyAtBoot");
    private static final int MOST_VFS = 0xffff;
    private static final Duration LONGEST_REVERT = Duration.ofSeconds(9_999);

    // the server takes an agent that is silent about an operation for longer as lost
    private static final Duration LONGEST_HOOK = Duration.ofSeconds(600);

    private final Map<?, ?> file;

    private PolicyFile(Map<?, ?> file) {
        this.file = file;
    }

    static LocalPolicy read(Host host) {
        return PLACES.stream()
                .flatMap(path -> distrust(host, path).stream())
                .findFirst()
                .map(LocalPolicy::observe)
                .orElseGet(() -> understood(host));
    }

    // who can change the file, or put another one in its place, decides what this agent may do
    private static Optional<String> distrust(Host host, String path) {
        return switch (host.access(path)) {
            case Reading.Value<Access>(var access) ->
                    access.rootOnly()
                            ? Optional.empty()
                            : Optional.of(
                                    path
                                            + " is not root's alone to write: this agent only"
                                            + " observes");
            case Reading.Absent<Access>() ->
                    Optional.of("there is no " + PATH + ": this agent only observes");
            case Reading.Failed<Access>(var reason) ->
                    Optional.of("cannot read " + path + ": " + reason);
        };
    }

    private static LocalPolicy understood(Host host) {
        return switch (host.text(PATH)) {
            case Reading.Value<String>(var text) -> parse(text);
            case Reading.Absent<String>() ->
                    LocalPolicy.observe("there is no " + PATH + ": this agent only observes");
            case Reading.Failed<String>(var reason) ->
                    LocalPolicy.observe("cannot read " + PATH + ": " + reason);
        };
    }

    static LocalPolicy parse(String text) {
        try {
            return new PolicyFile(load(text)).policy();
        } catch (IllegalArgumentException wrong) {
            return LocalPolicy.observe(PATH + " is not valid: " + wrong.getMessage());
        }
    }

    private static Map<?, ?> load(String text) {
        if (PlainYaml.load(text) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("it holds no keys");
    }

    private LocalPolicy policy() {
        for (Object key : file.keySet()) {
            require(KEYS.contains(String.valueOf(key)), "unknown key '" + key + "'");
        }
        return new LocalPolicy(
                mode(),
                texts("neverPfs", PolicyFile::pf),
                number("maxVfs"),
                kinds(),
                texts("overridable", PolicyFile::gate),
                List.copyOf(texts("window", Window::parse)),
                perHour(),
                seconds("revertTimeout", LocalPolicy.REVERT_TIMEOUT, LONGEST_REVERT),
                seconds("hookTimeout", LocalPolicy.HOOK_TIMEOUT, LONGEST_HOOK),
                flag("reapplyAtBoot"));
    }

    private Optional<String> mode() {
        return switch (word("mode").orElse("")) {
            case "remediate" -> Optional.empty();
            case "observe" -> Optional.of(PATH + " says mode: observe");
            default -> throw new IllegalArgumentException("mode is neither observe nor remediate");
        };
    }

    private Set<OperationKind> kinds() {
        Set<OperationKind> kinds = texts("kinds", PolicyFile::kind);
        return file.containsKey("kinds") ? kinds : EnumSet.allOf(OperationKind.class);
    }

    private OptionalInt number(String key) {
        Object value = file.get(key);
        if (!file.containsKey(key)) {
            return OptionalInt.empty();
        }
        if (value instanceof Integer number && number >= 0 && number <= MOST_VFS) {
            return OptionalInt.of(number);
        }
        throw new IllegalArgumentException(key + " is no whole number from 0 to " + MOST_VFS);
    }

    private OptionalInt perHour() {
        Optional<String> rate = word("rate");
        if (rate.isEmpty()) {
            return OptionalInt.empty();
        }
        require(rate.get().matches("\\d{1,4}/hour"), "rate is nothing like 6/hour");
        return OptionalInt.of(Integer.parseInt(rate.get().replace("/hour", "")));
    }

    private Duration seconds(String key, Duration otherwise, Duration longest) {
        String text = word(key).orElse(otherwise.toSeconds() + "s");
        require(text.matches("[1-9]\\d{0,3}s"), key + " is nothing like 120s");
        Duration wanted = Duration.ofSeconds(Integer.parseInt(text.replace("s", "")));
        require(wanted.compareTo(longest) <= 0, key + " is more than " + longest.toSeconds() + "s");
        return wanted;
    }

    private boolean flag(String key) {
        Object value = file.get(key);
        require(!file.containsKey(key) || value instanceof Boolean, key + " is no true or false");
        return Boolean.TRUE.equals(value);
    }

    private Optional<String> word(String key) {
        Object value = file.get(key);
        require(
                !file.containsKey(key) || value instanceof String || value instanceof Number,
                key + " is no word");
        return Optional.ofNullable(value).map(Object::toString);
    }

    /// A list of words, or one.
    private <T> Set<T> texts(String key, Function<String, T> meaning) {
        Set<T> all = new HashSet<>();
        Object value = file.get(key);
        if (!file.containsKey(key)) {
            return all;
        }
        List<?> entries = value instanceof List<?> list ? list : Arrays.asList(value);
        for (Object entry : entries) {
            require(entry instanceof String, key + " holds '" + entry + "', which is no word");
            all.add(meaning.apply(String.valueOf(entry)));
        }
        return all;
    }

    private static String pf(String text) {
        require(
                text.startsWith("driver:") || PciAddress.find(text).isPresent(),
                "neverPfs holds '" + text + "', which is neither an address nor driver:NAME");
        return PciAddress.find(text).map(PciAddress::toString).orElse(text);
    }

    private static String gate(String text) {
        require(
                Gates.overridable(text),
                "overridable holds '" + text + "', which is no gate that can be passed over");
        return text;
    }

    private static OperationKind kind(String text) {
        return Arrays.stream(OperationKind.values())
                .filter(kind -> kind.name().equals(text))
                .findAny()
                .orElseThrow(
                        () -> new IllegalArgumentException("kinds holds '" + text + "', unknown"));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
