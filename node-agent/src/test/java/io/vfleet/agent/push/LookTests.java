package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Journal.Flapping;
import io.vfleet.domain.inventory.VfAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LookTests {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final String PF = "/sys/bus/pci/devices/0000:81:00.0/";

    private final Files files = new Files();
    private final FakeTiming timing = new FakeTiming(Duration.ofHours(1));
    private final Look look = new Look(files, timing, () -> Instant.EPOCH.plus(timing.elapsed()));

    LookTests() {
        files.put(PF + "sriov_totalvfs", "8");
        files.put(PF + "sriov_numvfs", "0");
        files.put(PF + "net/eth0/address", "");
        files.put("/sys/bus/pci/devices/0000:00:1f.0/class", "0x060100");
        files.put("/sys/bus/pci/drivers/mlx5_core/0000:81:00.0", "");
        files.put("/sys/class/net/eth0/operstate", "up");
        files.put("/sys/class/infiniband/mlx5_0/node_guid", "");
        files.put("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "0");
        files.put("/sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages", "0");
    }

    @Test
    void aQuietHostLooksTheSame() {
        assertThat(look.now()).isEqualTo(look.now());
    }

    @Test
    void whateverMattersIsNoticed() {
        notices(PF + "virtfn0/vendor", "");
        notices("/sys/bus/pci/devices/0000:81:00.2/class", "0x020000");
        notices("/sys/bus/pci/drivers/vfio-pci/0000:81:00.2", "");
        notices("/sys/class/net/eth1/operstate", "down");
        notices("/sys/class/net/eth0/operstate", "down");
        notices("/sys/class/infiniband/mlx5_1/node_guid", "");
        notices("/var/lib/cni/sriov/pci/0000:81:00.2", "/var/run/netns/cni-1");
        notices("/dev/vfio/12", "");
        notices("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "512");
        notices("/sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages", "512");
    }

    @Test
    void theCountFileIsNeverReadSinceThatCanBlock() {
        look.now();
        files.put("/sys/bus/pci/devices/0000:82:00.0/sriov_totalvfs", "8");
        look.now();

        assertThat(files.read).noneMatch(path -> path.endsWith("sriov_numvfs"));
    }

    @Test
    void anRdmaPortThatIsLostIsNoticedWithinHalfAMinute() throws InterruptedException {
        files.put(PF + "infiniband/mlx5_0/ports/1/state", "4: ACTIVE");
        look.now();
        long before = look.now();
        files.put(PF + "infiniband/mlx5_0/ports/1/state", "1: DOWN");

        Duration lost = timing.elapsed();
        while (look.now() == before) {
            timing.sleep(LOOK);
        }
        assertThat(timing.elapsed().minus(lost)).isLessThanOrEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void aLinkThatFlapsEverySecondIsLetThroughThreeTimesAMinuteAndCounted()
            throws InterruptedException {
        files.put("/sys/class/net/eth0/carrier_changes", "0");
        look.now();
        // the looks see it up each time: what happened in between only the kernel has counted
        int seen = 0;
        long last = look.now();
        for (int second = 2; second <= 300; second += 2) {
            timing.sleep(LOOK);
            files.put("/sys/class/net/eth0/carrier_changes", Integer.toString(2 * second));
            long now = look.now();
            seen += now == last ? 0 : 1;
            last = now;
        }

        // 15 for being let through, and for the number's doublings from 8 to 512
        assertThat(seen).isBetween(15, 30);
        assertThat(look.flapping())
                .singleElement()
                .satisfies(flap -> {
                    assertThat(flap.path()).isEqualTo("/sys/class/net/eth0/operstate");
                    assertThat(flap.changes()).isBetween(590, 600);
                    assertThat(flap.since()).isBefore(Instant.EPOCH.plusSeconds(10));
                    assertThat(flap.damped()).isTrue();
                });

        // meanwhile all else is noticed at once
        notices(PF + "virtfn0/vendor", "");
        notices("/sys/bus/pci/drivers/vfio-pci/0000:81:00.2", "");

        // at rest it is no longer damped, and then forgotten
        rest(Duration.ofSeconds(70));
        assertThat(look.flapping()).extracting(Flapping::damped).containsExactly(false);
        notices("/sys/class/net/eth0/operstate", "down");
        rest(Duration.ofMinutes(11));
        assertThat(look.flapping()).isEmpty();
    }

    @Test
    void everyChangeOfAVfCountIsLetThrough() throws InterruptedException {
        look.now();
        for (int i = 0; i < 40; i++) {
            timing.sleep(LOOK);
            notices(PF + "virtfn" + i + "/vendor", "");
        }
        assertThat(look.flapping()).isEmpty();
    }

    private void rest(Duration length) throws InterruptedException {
        for (Duration gone = Duration.ZERO; gone.compareTo(length) < 0; gone = gone.plus(LOOK)) {
            timing.sleep(LOOK);
            look.now();
        }
    }

    private void notices(String path, String content) {
        long before = look.now();
        files.put(path, content);
        assertThat(look.now()).as(path).isNotEqualTo(before);
    }

    /// A tree of text files.
    private static final class Files implements Host {

        final List<String> read = new ArrayList<>();
        private final TreeMap<String, String> contents = new TreeMap<>();

        void put(String path, String content) {
            contents.put(path, content);
        }

        @Override
        public Reading<String> text(String path) {
            read.add(path);
            String content = contents.get(path);
            return content == null ? new Reading.Absent<>() : new Reading.Value<>(content);
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return new Reading.Absent<>();
        }

        @Override
        public Reading<List<String>> list(String path) {
            TreeSet<String> names = new TreeSet<>();
            for (String file : contents.tailMap(path + "/").keySet()) {
                if (file.startsWith(path + "/")) {
                    names.add(file.substring(path.length() + 1).split("/")[0]);
                }
            }
            return names.isEmpty()
                    ? new Reading.Absent<>()
                    : new Reading.Value<>(List.copyOf(names));
        }

        @Override
        public Reading<String> link(String path) {
            return new Reading.Absent<>();
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            return new Reading.Absent<>();
        }

        @Override
        public boolean whole() {
            return true;
        }
    }
}
