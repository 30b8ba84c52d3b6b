package io.vfleet.agent.collect;

import static io.vfleet.agent.collect.TreeFiles.names;
import static io.vfleet.agent.collect.TreeFiles.said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who uses VFs, who else sets their count, and what Kubernetes left on the disk.
final class UseWalk {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern ADDRESS =
            Pattern.compile("\\p{XDigit}{4}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.[0-7]");
    private static final Pattern LIST = Pattern.compile("\"([^\"]+)\":\\[([^]]*)]");
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\"PodUID\":\"(.*?)\",\"ContainerName\":\"(.*?)\",\"ResourceName\":\"(.*?)\","
                            + "\"DeviceIDs\":\\{(.*?)}");

    private final TreeFiles files;
    private final FunctionWalk functions;

    UseWalk(TreeFiles files, FunctionWalk functions) {
        this.files = files;
        this.functions = functions;
    }

    void walk() throws IOException {
        if (!functions.pfs().isEmpty()) {
            owners();
        }
        if (!names(files.at("proc"), "\\d+").isEmpty()) {
            holders();
        }
        kubernetes();
    }

    /// A folder, what a file in it says when it sets a count, and the words before the number.
    private record Owner(String kind, String path, String marker, String before) {}

    private void owners() throws IOException {
        TreeMap<String, String> told = new TreeMap<>();
        for (Owner owner :
                List.of(
                        new Owner(
                                "sriov-network-operator",
                                "etc/sriov-operator/pci",
                                "",
                                "numVfs\":"),
                        new Owner(
                                "networkmanager", "etc/NetworkManager/system-connections",
                                "[sriov]", "total-vfs="),
                        new Owner(
                                "netplan",
                                "etc/netplan",
                                "virtual-function-count",
                                "virtual-function-count: "),
                        new Owner(
                                "systemd",
                                "etc/systemd/network",
                                "SR-IOVVirtualFunctions=",
                                "SR-IOVVirtualFunctions="),
                        new Owner("udev", "etc/udev/rules.d", "sriov_numvfs", "sriov_numvfs}=\""),
                        new Owner("service", "etc/systemd/system", "sriov_numvfs", "echo "),
                        new Owner("rc-local", "etc", "sriov_numvfs", "echo "),
                        new Owner("modprobe", "etc/modprobe.d", "max_vfs=", "max_vfs="))) {
            String pattern = owner.kind().equals("rc-local") ? "rc\\.local" : ".*";
            for (String name : names(files.at(owner.path()), pattern)) {
                String path = owner.path() + "/" + name;
                String text = said(files.at(path));
                if (!text.isEmpty() && text.contains(owner.marker())) {
                    owner("/" + path, owner, name + "\n" + text, told);
                }
            }
        }
        files.putAll("owners", List.copyOf(told.keySet()));
    }

    private void owner(String path, Owner owner, String text, Map<String, String> told) {
        List<String> words =
                Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^a-z0-9:._-]+|/|:(?=\\s)"));
        List<String> named =
                functions.pfs().stream()
                        .filter(pf -> words.stream().anyMatch(called(pf)::contains))
                        .toList();
        int at = text.indexOf(owner.before());
        Matcher count = NUMBER.matcher(text);
        String number = at >= 0 && count.find(at + owner.before().length()) ? count.group() : "";
        for (String pf : named.isEmpty() ? List.of("") : named) {
            String key = "owners[" + path + "/" + pf + "].";
            files.put(key + "kind", owner.kind());
            files.put(key + "path", path);
            files.putIf(key + "pf", pf);
            files.putIf(key + "numVfs", number);
            told.put(path + "/" + pf, "");
        }
    }

    private List<String> called(String pf) {
        List<String> names = new ArrayList<>(List.of(pf));
        files.facts()
                .forEach((key, value) -> {
                    if (key.startsWith(pf + ".netdevs[") && key.matches(".*\\.(name|mac)")) {
                        names.add(value);
                    }
                });
        return names;
    }

    /// In the order of kinds that reports tell them in.
    private record Holder(
            int rank,
            String kind,
            String name,
            String pid,
            String pod,
            String container,
            String resource,
            String through) {

        private static final List<String> KINDS =
                List.of("kubelet", "vfio", "uio", "uverbs", "master", "address", "cni", "netns");

        static Holder of(String kind, String name, String through) {
            return new Holder(KINDS.indexOf(kind), kind, name, "", "", "", "", through);
        }

        static Holder pod(String uid, String name, String container, String resource) {
            return new Holder(0, "kubelet", name, "", uid, container, resource, "");
        }

        Holder by(String process) {
            return new Holder(rank, kind, name, process, pod, container, resource, through);
        }
    }

    private void holders() throws IOException {
        for (String vf : functions.vfs()) {
            List<Holder> holders = new ArrayList<>();
            pods(vf, holders);
            claim(vf, holders);
            processes(vf, holders);
            boolean asked = netdevs(vf, holders);
            holders.sort(Comparator.comparing(Holder::rank));
            tell(vf, holders);
            // who has which address is not in a tree
            files.putIf(vf + ".inUse", !holders.isEmpty() ? "true" : asked ? "" : "false");
        }
    }

    private void tell(String vf, List<Holder> holders) {
        List<String> told = new ArrayList<>();
        for (Holder holder : holders) {
            String key = vf + ".holders[" + told.size() + "].";
            files.put(key + "kind", holder.kind());
            files.put(key + "name", holder.name());
            files.putIf(key + "pid", holder.pid());
            files.putIf(key + "podUid", holder.pod());
            files.putIf(key + "container", holder.container());
            files.putIf(key + "resource", holder.resource());
            files.putIf(key + "through", holder.through());
            told.add(Integer.toString(told.size()));
        }
        files.putAll(vf + ".holders", told);
    }

    private void pods(String vf, List<Holder> holders) throws IOException {
        for (MatchResult entry : ENTRY.matcher(checkpoint()).results().toList()) {
            if (entry.group(4).contains("\"" + vf + "\"")) {
                String pod = entry.group(1);
                holders.add(Holder.pod(pod, pod(pod), entry.group(2), entry.group(3)));
            }
        }
        String claims = plain(said(files.at("var/lib/kubelet/dra_manager_state")));
        for (String claim : claims.split("(?=\"ClaimUID\")")) {
            if (claim.contains("\"" + vf.replaceAll("[:.]", "-") + "\"")) {
                String pod = claim.replaceAll("(?s).*\"PodUIDs\":\\{\"(.*?)\".*", "$1");
                String name = claim.replaceAll("(?s).*\"ClaimName\":\"(.*?)\".*", "$1");
                String space = claim.replaceAll("(?s).*\"Namespace\":\"(.*?)\".*", "$1");
                holders.add(Holder.pod(pod, pod(pod), "", "claim " + space + "/" + name));
            }
        }
    }

    private String pod(String uid) throws IOException {
        for (String folder : names(files.at("var/log/pods"), ".*_" + uid)) {
            return folder.split("_")[0] + "/" + folder.split("_")[1];
        }
        return uid;
    }

    private void claim(String vf, List<Holder> holders) throws IOException {
        String netns = said(files.at("var/lib/cni/sriov/pci/" + vf));
        if (!netns.isEmpty() && Files.exists(files.at(netns.substring(1)))) {
            holders.add(Holder.of("cni", netns, ""));
        }
    }

    private void processes(String vf, List<Holder> holders) throws IOException {
        String group = files.facts().getOrDefault(vf + ".iommuGroup", "none");
        boolean vfio = "vfio-pci".equals(files.facts().get(vf + ".driver"));
        TreeMap<String, String> kinds = new TreeMap<>();
        kinds.put(vfio ? "/dev/vfio/" + group : "none", "vfio");
        for (String verbs : names(functions.device(vf).resolve("infiniband_verbs"), ".*")) {
            kinds.put("/dev/infiniband/" + verbs, "uverbs");
        }
        for (String process : names(files.at("proc"), "\\d+")) {
            Path folder = files.at("proc").resolve(process);
            for (String fd : names(folder.resolve("fd"), ".*")) {
                String open = Files.readSymbolicLink(folder.resolve("fd").resolve(fd)).toString();
                if (kinds.containsKey(open)) {
                    String command = said(folder.resolve("comm"));
                    holders.add(Holder.of(kinds.get(open), command, open).by(process));
                }
            }
        }
    }

    /// Whether there is one that may have an address.
    private boolean netdevs(String vf, List<Holder> holders) throws IOException {
        List<String> netdevs = names(functions.device(vf).resolve("net"), ".*");
        String driver = files.facts().getOrDefault(vf + ".driver", "");
        if (netdevs.isEmpty() && !driver.isEmpty() && !driver.equals("vfio-pci")) {
            holders.add(Holder.of("netns", driver, ""));
        }
        for (String netdev : netdevs) {
            for (String upper : names(files.at("sys/class/net/" + netdev), "upper_.*")) {
                holders.add(Holder.of("master", upper.substring("upper_".length()), netdev));
            }
        }
        return !netdevs.isEmpty();
    }

    private void kubernetes() throws IOException {
        String key = "kubernetes.";
        Path plugins = files.at("var/lib/kubelet/device-plugins");
        files.putAll(key + "devicePlugins", names(plugins, ".*\\.sock"));
        files.putAll(
                key + "cniConfigurations",
                names(files.at("etc/cni/net.d"), ".*\\.(conf|conflist|json)"));
        files.putAll(key + "cniPlugins", names(files.at("opt/cni/bin"), ".*"));
        String checkpoint = checkpoint();
        String registered =
                checkpoint.substring(Math.max(0, checkpoint.indexOf("\"RegisteredDevices\"")));
        TreeSet<String> resources = new TreeSet<>();
        TreeSet<String> pools = new TreeSet<>();
        for (MatchResult list : LIST.matcher(registered).results().toList()) {
            String resource = list.group(1);
            resources.add(resource);
            List<String> found =
                    ADDRESS.matcher(list.group(2))
                            .results()
                            .map(MatchResult::group)
                            .sorted()
                            .toList();
            if (!found.isEmpty() || list.group(2).isEmpty()) {
                pools.add(resource);
                files.put(key + "pools[" + resource + "].resource", resource);
                files.putAll(key + "pools[" + resource + "].devices", found);
            }
        }
        files.putAll(key + "resources", List.copyOf(resources));
        files.putAll(key + "pools", List.copyOf(pools));
    }

    private String checkpoint() throws IOException {
        return said(files.at("var/lib/kubelet/device-plugins/kubelet_internal_checkpoint"));
    }

    // JSON in a text of JSON
    private static String plain(String json) {
        return json.replace("\\\"", "\"");
    }
}
