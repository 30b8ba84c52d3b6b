package io.vfleet.bench.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came of a request.
public sealed interface Reply {

    /// A whole answer.
    ///
    /// @param headers by name in lower case
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(int status, Map<String, String> headers, byte[] body) implements Reply {

        public Answered {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /// The server ends the connection after this answer.
        public boolean last() {
            return header("Connection").filter("close"::equalsIgnoreCase).isPresent();
        }
    }

    /// No answer, or one that is not HTTP.
    record Broken(String reason) implements Reply {}
}
