package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.CheckInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a check finds what it finds: its catalogue entry with the words of its section in
/// `docs/chain.md`, which the server carries.
@Schema(name = "CheckGuide")
record CheckGuide(
        String check,
        @Schema(description = "Its number in the reference") String reference,
        String link,
        @Schema(description = "Without its input its link is unknown") boolean critical,
        @Schema(description = "What it asks, in a sentence") String asks,
        @Schema(description = "What people see") Optional<String> seen,
        Optional<String> cause,
        @Schema(description = "What is read, and when it does not count") Optional<String> read,
        Optional<String> fix) {

    private static final Pattern SECTION =
            Pattern.compile("(?ms)^### `([a-z0-9-]+)`$(.*?)(?=^### |^## |\\z)");
    private static final Pattern WORDS = Pattern.compile("(?m)^- \\*\\*(\\w+)\\*\\*: (.+)$");

    private static final Map<String, Map<String, String>> SECTIONS = sections();

    static CheckGuide of(CheckInfo check) {
        Map<String, String> words = SECTIONS.getOrDefault(check.id(), Map.of());
        return new CheckGuide(
                check.id(),
                check.reference(),
                check.link().id(),
                check.critical(),
                check.title(),
                Optional.ofNullable(words.get("Seen")),
                Optional.ofNullable(words.get("Cause")),
                Optional.ofNullable(words.get("Read")),
                Optional.ofNullable(words.get("Fix")));
    }

    private static Map<String, Map<String, String>> sections() {
        Map<String, Map<String, String>> sections = new HashMap<>();
        Matcher section = SECTION.matcher(document());
        while (section.find()) {
            Map<String, String> words = new HashMap<>();
            WORDS.matcher(section.group(2))
                    .results()
                    .forEach(found -> words.put(found.group(1), found.group(2)));
            sections.put(section.group(1), words);
        }
        return sections;
    }

    private static String document() {
        try (InputStream in = CheckGuide.class.getResourceAsStream("chain.md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
