package io.vfleet.server.nodes;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The body of a request that has no reason to be large.
public final class SmallBody {

    private static final int LIMIT = 16 * 1024;

    private SmallBody() {}

    public static InputStream of(HttpServletRequest request) throws IOException {
        return of(request, LIMIT);
    }

    public static InputStream of(HttpServletRequest request, int limit) throws IOException {
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw AgentRefusal.tooLarge("the body", limit);
        }
        return new ByteArrayInputStream(body);
    }
}
