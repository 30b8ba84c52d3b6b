package io.vfleet.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// What is sent.
///
/// @param headers whole lines; `Host` and `Content-Length` are added
/// @param timeout from sending to the last byte of the answer
@SuppressWarnings("ArrayRecordComponent")
public record Request(
        String method, String target, List<String> headers, byte[] body, Duration timeout) {

    public Request {
        headers = List.copyOf(headers);
    }

    ByteBuffer encode(String host) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(host).append("\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] lines = head.append("\r\n").toString().getBytes(ISO_8859_1);
        return ByteBuffer.allocate(lines.length + body.length).put(lines).put(body).flip();
    }
}
