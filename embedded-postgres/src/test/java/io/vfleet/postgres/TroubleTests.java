package io.vfleet.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    initdb: error: could not write file "/d/x": No space left on device | The disk below /d is full
                    tar: Cannot mkdir: Read-only file system                            | /d is on a read-only file system
                    initdb: error: could not access directory "/d": Permission denied    | PostgreSQL, started by user
                    FATAL:  could not load library                                       | FATAL:  could not load library
                    """)
    void whatPostgresSaidBecomesOneSentence(String said, String sentence) {
        assertThat(Trouble.sentence(Path.of("/d"), said)).contains(sentence).doesNotContain("\n");
    }
}
