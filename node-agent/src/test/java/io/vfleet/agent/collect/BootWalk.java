package io.vfleet.agent.collect;

import static io.vfleet.agent.collect.TreeFiles.names;
import static io.vfleet.agent.collect.TreeFiles.said;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What kernels to come will be told, by the plain forms of the boot loaders' files.
final class BootWalk {

    private static final List<String> ENTRIES =
            List.of("boot/loader/entries", "boot/efi/loader/entries", "efi/loader/entries");

    private final TreeFiles files;
    private final List<String> paths = new ArrayList<>();

    BootWalk(TreeFiles files) {
        this.files = files;
    }

    void walk() throws IOException {
        for (String folder : ENTRIES) {
            for (String name : names(files.at(folder), ".*\\.conf")) {
                entry(folder + "/" + name);
            }
        }
        grub();
        told("etc/kernel/cmdline", "", said(files.at("etc/kernel/cmdline")));
        files.putAll("host.kernel.nextBoot", paths);
    }

    private void entry(String path) throws IOException {
        String version = "";
        List<String> options = new ArrayList<>();
        for (String line : said(files.at(path)).lines().toList()) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("version")) {
                version = words[1];
            }
            if (words[0].equals("options")) {
                options.add(words[1]);
            }
        }
        String all = String.join(" ", options);
        for (String line : said(files.at("boot/grub2/grubenv")).lines().toList()) {
            String[] words = line.split("=", 2);
            all = words.length < 2 ? all : all.replace("$" + words[0], words[1]);
        }
        told(path, version, all);
    }

    // GRUB_CMDLINE_LINUX and then GRUB_CMDLINE_LINUX_DEFAULT, each by its last assignment
    private void grub() throws IOException {
        List<String> lines = new ArrayList<>(said(files.at("etc/default/grub")).lines().toList());
        for (String name : names(files.at("etc/default/grub.d"), ".*\\.cfg")) {
            lines.addAll(said(files.at("etc/default/grub.d/" + name)).lines().toList());
        }
        String all = value(lines, "GRUB_CMDLINE_LINUX") + " ";
        told("etc/default/grub", "", (all + value(lines, "GRUB_CMDLINE_LINUX_DEFAULT")).strip());
    }

    private static String value(List<String> lines, String name) {
        String value = "";
        for (String line : lines) {
            if (line.startsWith(name + "=")) {
                value = line.split("\"")[1].replace("$" + name, value);
            }
        }
        return value;
    }

    private void told(String path, String version, String arguments) {
        if (!arguments.isEmpty()) {
            String key = "host.kernel.nextBoot[/" + path + "].";
            files.put(key + "path", "/" + path);
            files.put(key + "arguments", arguments);
            files.putIf(key + "kernel", version);
            paths.add("/" + path);
        }
    }
}
