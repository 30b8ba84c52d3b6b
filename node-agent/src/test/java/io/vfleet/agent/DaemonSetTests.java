package io.vfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfAdmin;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// The DaemonSet mounts what the agent reads: a path outside would look absent and not unknown.
class DaemonSetTests {

    /// A VF with a device file, claimed for a network namespace by a path behind a link.
    private static final String HOST =
            """
            read-errors.txt =
            sys/bus/pci/devices/0000:01:00.0/class = 0x020000
            sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs = 8
            sys/bus/pci/devices/0000:01:00.0/sriov_numvfs = 1
            sys/bus/pci/devices/0000:01:00.0/virtfn0 -> ../0000:01:00.2
            sys/bus/pci/devices/0000:01:00.2/class = 0x020000
            sys/bus/pci/devices/0000:01:00.2/physfn -> ../0000:01:00.0
            sys/bus/pci/devices/0000:01:00.2/driver -> ../../drivers/mlx5_core
            sys/bus/pci/devices/0000:01:00.2/infiniband_verbs/uverbs3/abi_version = 1
            proc/1/fd/0 -> /dev/null
            etc/default/grub = GRUB_CMDLINE_LINUX=iommu=pt
            var/lib/kubelet/device-plugins/kubelet_internal_checkpoint = {"Data":{}}
            var/lib/cni/sriov/pci/0000:01:00.2 = /var/run/netns/cni-1
            var/run/netns/cni-1 =
            """;

    /// A mount would make them on hosts that have none, where that means something: firmware's
    /// partition is mounted at the one, kdump writes to the other, and kubelet would find a folder
    /// where it keeps its claims.
    private static final Set<String> LEFT_OUT =
            Set.of("/efi/loader/entries", "/var/crash", "/var/lib/kubelet/dra_manager_state");

    @TempDir Path folder;

    @Test
    void everyPathTheAgentAsksForIsMounted() throws Exception {
        AskedHost host =
                new AskedHost(new DirectoryHost(HostTree.write(folder, HOST)), new TreeSet<>());
        NodeInventory inventory =
                new InventoryCollector(host, Clock.systemUTC(), "test").collect(Journal.EMPTY);
        Set<String> mounted = mounts().keySet();

        assertThat(inventory.virtualFunctions())
                .singleElement()
                .satisfies(vf -> assertThat(vf.use().toString()).contains("/var/run/netns/cni-1"));
        assertThat(host.asked())
                .hasSizeGreaterThan(50)
                .allMatch(path -> LEFT_OUT.contains(path) || isBelow(mounted, path));
    }

    @Test
    void nothingOfTheHostIsWritableButTheState() throws Exception {
        assertThat(mounts()).allSatisfy((_, readOnly) -> assertThat(readOnly).isTrue());
    }

    private static boolean isBelow(Set<String> folders, String path) {
        return folders.stream().anyMatch(at -> path.equals(at) || path.startsWith(at + "/"));
    }

    /// By the host's path, whether it is read-only; each stands where the agent looks for it.
    private static Map<String, Boolean> mounts() throws IOException {
        Map<?, ?> pod = (Map<?, ?>) at(daemonSet(), "spec", "template", "spec");
        Map<Object, Object> hostPaths = new TreeMap<>();
        for (Object volume : (List<?>) at(pod, "volumes")) {
            if (at(volume, "hostPath") instanceof Map<?, ?> source) {
                hostPaths.put(at(volume, "name"), source.get("path"));
            }
        }
        Map<String, Boolean> mounts = new TreeMap<>();
        Object container = ((List<?>) at(pod, "containers")).getFirst();
        for (Object mount : (List<?>) at(container, "volumeMounts")) {
            String place = (String) at(mount, "mountPath");
            if (!place.startsWith("/host/")) {
                continue;
            }
            String path = place.substring("/host".length());
            // /var/run is /run
            assertThat(path.replace("/var/run", "/run"))
                    .isEqualTo(hostPaths.get(at(mount, "name")));
            mounts.put(path, Boolean.TRUE.equals(at(mount, "readOnly")));
        }
        return mounts;
    }

    private static Object daemonSet() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("packaging/daemonset.yaml"))) {
            List<Object> documents = new ArrayList<>();
            new Yaml().loadAll(reader).forEach(documents::add);
            return documents.stream()
                    .filter(document -> "DaemonSet".equals(at(document, "kind")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Object at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            found = ((Map<?, ?>) found).get(key);
        }
        return found;
    }

    /// Remembers which paths were asked for.
    private record AskedHost(Host host, Set<String> asked) implements Host {
        private String noted(String path) {
            asked.add(path);
            return path;
        }

        @Override
        public Reading<String> text(String path) {
            return host.text(noted(path));
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return host.bytes(noted(path), limit);
        }

        @Override
        public Reading<List<String>> list(String path) {
            return host.list(noted(path));
        }

        @Override
        public Reading<String> link(String path) {
            return host.link(noted(path));
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            return host.vfAdmin(netdev);
        }

        @Override
        public boolean whole() {
            return host.whole();
        }
    }
}
