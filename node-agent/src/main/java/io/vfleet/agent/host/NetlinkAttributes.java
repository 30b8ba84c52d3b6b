package io.vfleet.agent.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// The attributes of a netlink message (include/uapi/linux/netlink.h): a length, a type, a value,
/// and room up to the next four bytes. What is damaged ends the list.
final class NetlinkAttributes {

    private static final int TYPE_MASK = 0x3fff; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER
    private static final int HEADER = 4;

    private NetlinkAttributes() {}

    static void each(ByteBuffer buffer, BiConsumer<Integer, ByteBuffer> each) {
        ByteBuffer all = buffer.order(ByteOrder.nativeOrder());
        int at = 0;
        while (at + HEADER <= all.limit()) {
            int length = Short.toUnsignedInt(all.getShort(at));
            if (length < HEADER || at + length > all.limit()) {
                return;
            }
            ByteBuffer value =
                    all.slice(at + HEADER, length - HEADER).order(ByteOrder.nativeOrder());
            each.accept(all.getShort(at + 2) & TYPE_MASK, value);
            at += length + 3 & ~3;
        }
    }

    /// The attributes after a message's headers.
    static void each(byte[] message, int headers, BiConsumer<Integer, ByteBuffer> each) {
        if (message.length >= headers) {
            each(ByteBuffer.wrap(message).slice(headers, message.length - headers), each);
        }
    }

    static String text(ByteBuffer value) {
        String text = StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /// Adds a text to a message in the making.
    static void put(ByteBuffer message, int type, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_8);
        message.putShort((short) (HEADER + bytes.length)).putShort((short) type).put(bytes);
        message.position(message.position() + 3 & ~3);
    }
}
