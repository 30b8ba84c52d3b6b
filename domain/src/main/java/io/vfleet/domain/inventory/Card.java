package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a PF is as a piece of hardware, and what its driver and its firmware say when asked.
///
/// @param subsystem the board's vendor and number: `15b3:0069`
/// @param revision of the chip, two hex digits
/// @param devlink what the driver says; empty when not asked, or it knows no devlink
/// @param firmware what the vendor's tool says; empty when not asked, or there is no tool
public record Card(
        Optional<String> subsystem,
        Optional<String> revision,
        Optional<Devlink> devlink,
        Optional<FirmwareSettings> firmware) {

    public static final Card NONE =
            new Card(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// What the driver says over devlink.
    ///
    /// @param eswitchMode `legacy` or `switchdev`
    /// @param versions in the driver's own order of names
    /// @param parameters of those that concern VFs, in order of name
    public record Devlink(
            Instant readAt,
            Optional<String> eswitchMode,
            List<Version> versions,
            List<Parameter> parameters) {

        public Devlink {
            requireNonNull(readAt, "readAt is null");
            versions = List.copyOf(versions);
            parameters = List.copyOf(parameters);
        }

        /// The version that runs now, by its name: `fw`, `fw.mgmt`.
        public Optional<String> running(String name) {
            return version(name).flatMap(Version::running);
        }

        /// The version that runs after the next reset, by its name.
        public Optional<String> stored(String name) {
            return version(name).flatMap(Version::stored);
        }

        private Optional<Version> version(String name) {
            return versions.stream().filter(version -> version.name().equals(name)).findFirst();
        }
    }

    /// One component of a card. A `stored` other than `running` waits for a reset; a `fixed` one is
    /// of the board.
    public record Version(
            String name,
            Optional<String> running,
            Optional<String> stored,
            Optional<String> fixed) {}

    /// One devlink parameter, by when a value takes effect.
    public record Parameter(
            String name,
            Optional<String> runtime,
            Optional<String> driverInit,
            Optional<String> permanent) {}

    /// What `mstconfig` or `mlxconfig` says of a card.
    ///
    /// @param settings of those that limit VFs, by name
    public record FirmwareSettings(
            String tool, Instant readAt, SortedMap<String, Setting> settings) {

        private static final Pattern NUMBER = Pattern.compile("(?:.*\\()?(\\d{1,9})\\)?");

        public FirmwareSettings {
            requireNonNull(tool, "tool is null");
            requireNonNull(readAt, "readAt is null");
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        }

        /// What is in force now, as a number: 1 of `True(1)`.
        public OptionalInt current(String name) {
            return number(
                    Optional.ofNullable(settings.get(name)).flatMap(FirmwareSettings.Setting::now));
        }

        /// What will be in force after the next reset.
        public OptionalInt next(String name) {
            return number(Optional.ofNullable(settings.get(name)).map(Setting::next));
        }

        /// How many VFs each PF offers now; empty where the tool does not say.
        public OptionalInt vfsNow() {
            return vfs(this::current);
        }

        /// How many VFs each PF will offer after the next reset.
        public OptionalInt vfsNext() {
            return vfs(this::next);
        }

        // 1 of PF_NUM_OF_VF_VALID: a count of the PF's own counts (MFT manual)
        private static OptionalInt vfs(Function<String, OptionalInt> setting) {
            if (setting.apply("SRIOV_EN").orElse(1) == 0) {
                return OptionalInt.of(0);
            }
            boolean own = setting.apply("PF_NUM_OF_VF_VALID").orElse(0) == 1;
            return setting.apply(own ? "PF_NUM_OF_VF" : "NUM_OF_VFS");
        }

        private static OptionalInt number(Optional<String> value) {
            return value.map(NUMBER::matcher).filter(Matcher::matches).stream()
                    .mapToInt(found -> Integer.parseInt(found.group(1)))
                    .findFirst();
        }

        /// One setting, as the tool writes it: `8`, `True(1)`.
        ///
        /// @param now what is in force; empty where the tool tells the next boot's only
        public record Setting(Optional<String> now, String next) {}
    }
}
