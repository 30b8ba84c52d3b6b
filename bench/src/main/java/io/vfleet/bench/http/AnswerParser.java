package io.vfleet.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vfleet.bench.http.Reply.Answered;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one answer out of the bytes that came so far (RFC 9112, the part servers use).
final class AnswerParser {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d)( .*)?");
    private static final Pattern SIZE = Pattern.compile("(\\p{XDigit}{1,7})\\s*(;.*)?");

    private final byte[] bytes;
    private final int length;
    private int at;

    private AnswerParser(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /// The answer, once it is there in full.
    static Optional<Answered> parse(byte[] bytes, int length) throws MalformedAnswer {
        return new AnswerParser(bytes, length).answer();
    }

    private Optional<Answered> answer() throws MalformedAnswer {
        int end = headEnd();
        if (end < 0) {
            return Optional.empty();
        }
        String[] lines = new String(bytes, 0, end, ISO_8859_1).split("\r\n");
        int status = status(lines[0]);
        Map<String, String> headers = headers(lines);
        at = end + 4;
        Optional<byte[]> body = body(status, headers);
        if (body.isPresent() && at < length) {
            throw new MalformedAnswer("bytes after the answer's end");
        }
        return body.map(content -> new Answered(status, headers, content));
    }

    private int headEnd() {
        for (int i = 0; i + 3 < length; i++) {
            if (lineEnd(i) && lineEnd(i + 2)) {
                return i;
            }
        }
        return -1;
    }

    private boolean lineEnd(int index) {
        return index + 1 < length && bytes[index] == '\r' && bytes[index + 1] == '\n';
    }

    private static int status(String line) throws MalformedAnswer {
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedAnswer("no status line");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static Map<String, String> headers(String[] lines) throws MalformedAnswer {
        Map<String, String> headers = new HashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MalformedAnswer("a header line without a name");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private Optional<byte[]> body(int status, Map<String, String> headers) throws MalformedAnswer {
        if (status == 204 || status == 304) {
            return Optional.of(new byte[0]);
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        String size = headers.get("content-length");
        if (size == null || !size.matches("\\d{1,8}")) {
            throw new MalformedAnswer("neither Content-Length nor chunks");
        }
        return take(Integer.parseInt(size));
    }

    private Optional<byte[]> chunks() throws MalformedAnswer {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            int end = nextLineEnd();
            if (end < 0) {
                return Optional.empty();
            }
            int size = chunkSize(new String(bytes, at, end - at, ISO_8859_1));
            at = end + 2;
            Optional<byte[]> chunk = take(size);
            if (chunk.isEmpty() || at + 2 > length) {
                return Optional.empty();
            }
            endOfChunk();
            if (size == 0) {
                return Optional.of(content.toByteArray());
            }
            content.writeBytes(chunk.get());
        }
    }

    private void endOfChunk() throws MalformedAnswer {
        if (!lineEnd(at)) {
            throw new MalformedAnswer("a chunk longer than it said");
        }
        at += 2;
    }

    private int nextLineEnd() {
        for (int i = at; i < length; i++) {
            if (lineEnd(i)) {
                return i;
            }
        }
        return -1;
    }

    private static int chunkSize(String line) throws MalformedAnswer {
        Matcher matcher = SIZE.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedAnswer("a chunk without a size");
        }
        return Integer.parseInt(matcher.group(1), 16);
    }

    private Optional<byte[]> take(int size) {
        if (at + size > length) {
            return Optional.empty();
        }
        byte[] part = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return Optional.of(part);
    }
}
