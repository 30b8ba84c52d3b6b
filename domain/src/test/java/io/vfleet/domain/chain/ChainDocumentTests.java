package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The document that findings link to has a section for each check, and for nothing else.
class ChainDocumentTests {

    private static final Pattern SECTION = Pattern.compile("(?m)^### `(.+)`$");

    @Test
    void everyCheckHasItsSectionInOrder() throws IOException {
        String document = Files.readString(document());

        List<String> sections =
                SECTION.matcher(document)
                        .results()
                        .map((MatchResult section) -> section.group(1))
                        .toList();

        assertThat(sections)
                .as("sections of docs/chain.md; write one for a new check")
                .containsExactlyElementsOf(
                        Chain.standard().checks().stream().map(CheckInfo::id).toList());
    }

    @Test
    void everySectionSaysLinkReferenceSymptomAndTheFourAnswers() throws IOException {
        String[] sections = Files.readString(document()).split("(?m)^### ");

        assertThat(Chain.standard().checks())
                .allSatisfy(check ->
                        assertThat(section(sections, check.id()))
                                .contains("`" + check.link().id() + "`", check.reference())
                                .contains(check.symptom().map(Symptom::id).orElse("no symptom"))
                                .contains("**Seen**", "**Cause**", "**Read**", "**Fix**"));
    }

    private static String section(String[] sections, String check) {
        return Stream.of(sections)
                .filter(section -> section.startsWith("`" + check + "`"))
                .findFirst()
                .orElse("");
    }

    private static Path document() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("docs/chain.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no docs/chain.md above " + here));
    }
}
