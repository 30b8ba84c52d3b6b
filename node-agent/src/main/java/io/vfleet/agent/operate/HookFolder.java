package io.vfleet.agent.operate;

import io.vfleet.agent.host.Access;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.List;

/// `/etc/vfleet/hooks.d`: programs of the host's people. One that is not root's alone, or would not
/// be run, keeps all from being run: whoever put it there counts on it.
final class HookFolder {

    static final String PATH = "/etc/vfleet/hooks.d";

    private static final List<String> ABOVE = List.of("/etc", "/etc/vfleet", PATH);

    /// Hooks there may be.
    private static final int MOST = 8;

    private final Host host;

    HookFolder(Host host) {
        this.host = host;
    }

    /// Whether there is none, or nothing in it.
    boolean none() {
        return switch (host.list(PATH)) {
            case Reading.Absent<List<String>>() -> true;
            case Reading.Value<List<String>>(var names) -> names.isEmpty();
            case Reading.Failed<List<String>> _ -> false;
        };
    }

    /// The paths of the hooks, in the order in which they run: by name, as `run-parts` has it.
    List<String> hooks() throws Unknowable {
        for (String path : ABOVE) {
            if (!access(path).rootOnly()) {
                throw new Unknowable(path + " is not root's alone to write");
            }
        }
        List<String> hooks = new ArrayList<>();
        for (String name : names()) {
            hooks.add(trusted(PATH + "/" + name, name));
        }
        if (hooks.size() > MOST) {
            throw new Unknowable(PATH + " holds more than " + MOST + " hooks");
        }
        return hooks;
    }

    private List<String> names() throws Unknowable {
        return switch (host.list(PATH)) {
            case Reading.Value<List<String>>(var names) -> names.stream().sorted().toList();
            case Reading.Absent<List<String>>() -> List.of();
            case Reading.Failed<List<String>>(var reason) -> throw new Unknowable(PATH, reason);
        };
    }

    // run-parts(8), without --regex
    private String trusted(String path, String name) throws Unknowable {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new Unknowable(
                    path + " is no name of a hook: letters, digits, '_' and '-' only, no dot");
        }
        Access access = access(path);
        if (!access.rootOnly()) {
            throw new Unknowable(path + " is not root's alone to write");
        }
        if (!access.program()) {
            throw new Unknowable(path + " is no file that can be run");
        }
        return path;
    }

    private Access access(String path) throws Unknowable {
        return switch (host.access(path)) {
            case Reading.Value<Access>(var access) -> access;
            case Reading.Absent<Access>() -> throw new Unknowable(path + " is not there");
            case Reading.Failed<Access>(var reason) -> throw new Unknowable(path, reason);
        };
    }
}
