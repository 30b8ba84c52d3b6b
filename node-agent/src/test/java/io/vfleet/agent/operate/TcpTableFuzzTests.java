package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;

/// Any bytes as the kernel's table of sockets.
class TcpTableFuzzTests {

    @FuzzTest
    void isUnderstoodOrUnknown(byte[] table) {
        Sight sight = new Sight(new MemoryHost("").with("/proc/net/tcp", table));
        try {
            assertThat(TcpTable.read(sight))
                    .allMatch(socket -> socket.port() >= 0 && socket.port() <= 0xffff);
        } catch (Unknowable unknown) {
            assertThat(unknown).hasMessageContaining("TCP table");
        }
    }
}
