package io.vfleet.server.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The one page of the dashboard. Every answer has a nonce of its own, the only way for a style or
/// script that stands in the page to be taken.
final class Shell {

    /// stands in the page wherever the nonce belongs
    static final String PLACEHOLDER = "__CSP_NONCE__";

    private static final int NONCE_BYTES = 16;
    private static final String POLICY =
            "default-src 'self'; script-src 'self' 'nonce-%1$s'; style-src 'self' 'nonce-%1$s';"
                    + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private final String page;
    private final SecureRandom random = new SecureRandom();

    Shell(String page) {
        this.page = page;
    }

    static Shell of(Resource page) throws IOException {
        return new Shell(page.getContentAsString(StandardCharsets.UTF_8));
    }

    ServerResponse answer(ServerRequest request) {
        String nonce = nonce();
        return ServerResponse.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY.formatted(nonce))
                .body(page.replace(PLACEHOLDER, nonce));
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
