package io.vfleet.domain.wire;

import java.util.Optional;

/// The MAC of one VF and of the next one, and what follows from that for other fields.
record Macs(Optional<String> before, Optional<String> now) {

    private static final int MAC_LENGTH = "02:00:00:00:00:00".length();
    private static final int LOCAL = 2;
    private static final String LINK_LOCAL = "fe80:0000:0000:0000:";

    /// The next one's MAC where the field has held the one before's.
    Optional<String> next(Optional<String> field) {
        return moves() && field.equals(before) ? now : field;
    }

    /// The GUID made of the next one's MAC where that before was made of its own.
    Optional<String> nextGuid(Optional<String> guid) {
        if (!moves() || guid.isEmpty()) {
            return guid;
        }
        if (guid.equals(before.flatMap(mac -> guid(mac, LOCAL)))) {
            return now.flatMap(mac -> guid(mac, LOCAL));
        }
        return guid.equals(before.flatMap(mac -> guid(mac, 0)))
                ? now.flatMap(mac -> guid(mac, 0))
                : guid;
    }

    /// The link-local GID made of the next one's MAC where that before was made of its own.
    Optional<String> nextGid(Optional<String> gid) {
        return gid.filter(one -> one.startsWith(LINK_LOCAL))
                .flatMap(one -> nextGuid(Optional.of(one.substring(LINK_LOCAL.length()))))
                .map(LINK_LOCAL::concat)
                .or(() -> gid);
    }

    private boolean moves() {
        return before.isPresent() && now.isPresent();
    }

    // EUI-64; most drivers turn the bit that marks local addresses, mlx5_core does not
    private static Optional<String> guid(String mac, int turned) {
        if (mac.length() != MAC_LENGTH || Character.digit(mac.charAt(1), 16) < 0) {
            return Optional.empty();
        }
        char second = Character.forDigit(Character.digit(mac.charAt(1), 16) ^ turned, 16);
        return Optional.of(
                mac.substring(0, 1)
                        + second
                        + mac.substring(3, 5)
                        + ':'
                        + mac.substring(6, 8)
                        + "ff:fe"
                        + mac.substring(9, 11)
                        + ':'
                        + mac.substring(12, 14)
                        + mac.substring(15, 17));
    }
}
