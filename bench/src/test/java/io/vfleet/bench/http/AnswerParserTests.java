package io.vfleet.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTests {

    private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHUNKED})
    void anAnswerIsThereWithItsLastByteOnly(String text) throws Exception {
        byte[] bytes = text.getBytes(ISO_8859_1);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(AnswerParser.parse(bytes, length)).isEmpty();
        }
        assertThat(AnswerParser.parse(bytes, bytes.length))
                .hasValueSatisfying(
                        answer -> assertThat(answer.body()).asString().isEqualTo("hello"));
    }

    @Test
    void noContentHasNoBody() throws Exception {
        byte[] bytes = "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n".getBytes(ISO_8859_1);

        assertThat(AnswerParser.parse(bytes, bytes.length)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ICY 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n\r\n",
                PLAIN + "!",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"
            })
    void whatIsNoAnswerIsNotTaken(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);

        assertThatThrownBy(() -> AnswerParser.parse(bytes, bytes.length))
                .isInstanceOf(MalformedAnswer.class);
    }
}
