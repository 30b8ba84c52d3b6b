package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkNamesTests {

    private static final byte[] MAC = {0x02, 0, 0, 0, 0, 0x2a};

    @Test
    void theCardsOwnAddressAndOtherNamesAreTaken() {
        LinkNames names = LinkNames.parse(message(MAC, "enp129s0f0np0", "eth-old"));

        assertThat(names.permanentMac()).contains("02:00:00:00:00:2a");
        assertThat(names.altNames()).containsExactly("enp129s0f0np0", "eth-old");
    }

    @Test
    void anAddressOfZerosIsNone() {
        assertThat(LinkNames.parse(message(new byte[6])))
                .isEqualTo(new LinkNames(Optional.empty(), List.of()));
    }

    @Test
    void damagedMessagesDoNoHarm() {
        byte[] message = message(MAC, "enp129s0f0np0", "eth-old");
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(message, random.nextInt(message.length + 1));
            for (int hits = random.nextInt(8); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(LinkNames.parse(damaged)).isNotNull();
        }
    }

    @Test
    void thisKernelAnswers() {
        Host host = new DirectoryHost(Path.of("/"));

        assertThat(host.linkNames("lo"))
                .isEqualTo(new Reading.Value<>(new LinkNames(Optional.empty(), List.of())));
        assertThat(host.linkNames("no-such-dev")).isEqualTo(new Reading.Absent<>());
    }

    private static byte[] message(byte[] mac, String... names) {
        ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder()).position(32);
        buffer.putShort((short) (4 + mac.length)).putShort((short) 54).put(mac);
        buffer.position(buffer.position() + 3 & ~3);
        int list = buffer.position();
        buffer.putInt(0);
        for (String name : names) {
            NetlinkAttributes.put(buffer, 53, name);
        }
        int nested = 0x8000;
        buffer.putShort(list, (short) (buffer.position() - list))
                .putShort(list + 2, (short) (52 | nested));
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
