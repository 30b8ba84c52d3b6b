package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectoryHostTests {

    @TempDir Path folder;

    @Test
    void stripsTextAndSortsNames() {
        Host host =
                host(
                        """
                        proc/cmdline = quiet iommu=pt
                        sys/b = 2
                        sys/a = 1
                        """);

        assertThat(host.text("/proc/cmdline")).isEqualTo(new Reading.Value<>("quiet iommu=pt"));
        assertThat(host.list("/sys")).isEqualTo(new Reading.Value<>(List.of("a", "b")));
    }

    @Test
    void absentIsNoFailure() {
        Host host = host("proc/cmdline = quiet");

        assertThat(host.text("/proc/stat")).isEqualTo(new Reading.Absent<>());
        assertThat(host.text("/proc/cmdline/deeper")).isEqualTo(new Reading.Absent<>());
        assertThat(host.list("/sys/bus")).isEqualTo(new Reading.Absent<>());
        assertThat(host.link("/sys/bus")).isEqualTo(new Reading.Absent<>());
        assertThat(host.vfAdmin("eth0")).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void absoluteLinksStartAtTheRootAgain() {
        Host host =
                host(
                        """
                        sys/class/net/eth0 -> /sys/devices/virtual/net/eth0
                        sys/devices/virtual/net/eth0/mtu = 1500
                        """);

        assertThat(host.text("/sys/class/net/eth0/mtu")).isEqualTo(new Reading.Value<>("1500"));
        assertThat(host.link("/sys/class/net/eth0"))
                .isEqualTo(new Reading.Value<>("/sys/devices/virtual/net/eth0"));
    }

    @Test
    void noLinkLeavesTheRoot() throws IOException {
        Files.writeString(folder.resolve("secret"), "not of this host");
        Host host =
                host(
                        """
                        sys/up -> ../../../../../../secret
                        sys/down -> ../../tree/sys/up
                        secret = of this host
                        """);

        assertThat(host.text("/sys/up")).isEqualTo(new Reading.Value<>("of this host"));
        assertThat(host.text("/../secret")).isEqualTo(new Reading.Value<>("of this host"));
        assertThat(host.text("/sys/down")).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void linksInACircleFail() {
        Host host =
                host(
                        """
                        sys/one -> two
                        sys/two -> one
                        """);

        assertThat(host.text("/sys/one"))
                .isEqualTo(new Reading.Failed<>("Too many levels of symbolic links"));
    }

    @Test
    void readErrorsOfACaptureAreFailures() {
        Host host =
                host(
                        """
                        sys/devices/pci0000:00/0000:01:00.0/class = 0x020000
                        sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:01:00.0
                        read-errors.txt = /sys/devices/pci0000:00/0000:01:00.0/vpd\t5\tInput/output error\
                        \\n/sys/devices/pci0000:00/0000:01:00.0/gone\t19\tNo such device
                        """);

        String function = "/sys/bus/pci/devices/0000:01:00.0";
        assertThat(host.whole()).isTrue();
        assertThat(host.text(function + "/vpd"))
                .isEqualTo(new Reading.Failed<>("Input/output error"));
        assertThat(host.text(function + "/gone")).isEqualTo(new Reading.Absent<>());
        assertThat(host.list(function))
                .isEqualTo(new Reading.Value<>(List.of("class", "gone", "vpd")));
    }

    @Test
    void aTreeWithoutReadErrorsIsPartial() {
        assertThat(host("sys/").whole()).isFalse();
    }

    @Test
    @Timeout(20)
    void aReadThatHangsIsGivenUpAndNotTriedTwice() throws Exception {
        Path pipe =
                HostTree.write(folder.resolve("tree"), "sys/pf/").resolve("sys/pf/sriov_numvfs");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Host host = new DirectoryHost(folder.resolve("tree"));
        Reading<String> noAnswer =
                new Reading.Failed<>("no answer in 2 s: a write to it may be running");

        assertThat(host.text("/sys/pf/sriov_numvfs")).isEqualTo(noAnswer);
        assertThat(host.text("/sys/pf/sriov_numvfs")).isEqualTo(noAnswer);

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("read /sys/pf/sriov_numvfs"))
                .hasSize(1);
        Files.writeString(pipe, "8\n");
    }

    private Host host(String lines) {
        return new DirectoryHost(HostTree.write(folder.resolve("tree"), lines));
    }
}
