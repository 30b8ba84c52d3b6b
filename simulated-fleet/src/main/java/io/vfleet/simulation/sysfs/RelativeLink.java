package io.vfleet.simulation.sysfs;

/// Writes a link's target the way sysfs does (fs/kernfs/symlink.c, `kernfs_get_target_path`).
final class RelativeLink {

    private RelativeLink() {}

    /// @param link the path of the link itself, without links
    /// @param target the absolute path it leads to
    static String between(String link, String target) {
        String from = parent(link);
        String shared = parent(target);
        StringBuilder written = new StringBuilder();
        String base = from;
        while (!isAbove(base, shared)) {
            written.append("../");
            base = parent(base);
        }
        return written + target.substring(base.length() + 1);
    }

    private static boolean isAbove(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
