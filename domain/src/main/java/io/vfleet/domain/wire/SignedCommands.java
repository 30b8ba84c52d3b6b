package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// What the signature of a command is of.
public final class SignedCommands {

    private static final byte[] PURPOSE = "vfleet-command\n".getBytes(UTF_8);

    private SignedCommands() {}

    /// The bytes to sign or to check: what they are for, then the payload as it is.
    public static byte[] signedBytes(byte[] payload) {
        return ByteBuffer.allocate(PURPOSE.length + payload.length)
                .put(PURPOSE)
                .put(payload)
                .array();
    }

    /// The bytes to sign or to check where a key names the one after it.
    ///
    /// @param key X.509 SubjectPublicKeyInfo, Base64
    public static byte[] successorBytes(String key) {
        return ("vfleet-next-key\n" + key).getBytes(UTF_8);
    }
}
