package io.vfleet.server.lists;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Where a page ended: the last row's order values, bound to the list, filter and order they came
/// from. It holds nothing its reader has not seen, so it is checked, not encrypted.
record PageToken(List<String> values) {

    private static final int CHECK_BYTES = 8;

    String write(String context) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(check(context, values));
            for (String value : values) {
                out.writeUTF(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    static PageToken read(String text, String context) {
        try (var in =
                new DataInputStream(
                        new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            byte[] check = in.readNBytes(CHECK_BYTES);
            var values = new ArrayList<String>();
            while (in.available() > 0) {
                values.add(in.readUTF());
            }
            if (!Arrays.equals(check, check(context, values))) {
                throw invalid();
            }
            return new PageToken(values);
        } catch (IllegalArgumentException | IOException _) {
            throw invalid();
        }
    }

    static ApiProblem invalid() {
        return new ApiProblem(
                        ProblemType.INVALID_PAGE_TOKEN,
                        "Take pageToken from nextPageToken, and keep filter and orderBy as they were")
                .with("field", "pageToken");
    }

    private static byte[] check(String context, List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(context.getBytes(StandardCharsets.UTF_8));
            for (String value : values) {
                digest.update((byte) 0);
                digest.update(value.getBytes(StandardCharsets.UTF_8));
            }
            return Arrays.copyOf(digest.digest(), CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
