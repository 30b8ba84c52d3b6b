package io.vfleet.bench;

import io.vfleet.bench.http.Endpoint;
import io.vfleet.bench.node.Shape;
import io.vfleet.bench.support.Misuse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the command line.
final class Arguments {

    private static final Set<String> KNOWN =
            Set.of(
                    "--nodes",
                    "--seconds",
                    "--warm-up",
                    "--rate",
                    "--vfs",
                    "--server",
                    "--enrollment-token-file",
                    "--data",
                    "--server-pid",
                    "--keys",
                    "-o");
    private static final int MOST_NODES = 1_000_000;

    private final Map<String, String> values = new HashMap<>();
    private final List<String> plain = new ArrayList<>();
    private final List<String> serverCommand = new ArrayList<>();

    private Arguments() {}

    static Options parse(List<String> arguments) throws Misuse {
        Arguments parsed = new Arguments();
        parsed.take(arguments.iterator());
        return parsed.options();
    }

    private void take(Iterator<String> arguments) throws Misuse {
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (argument.equals("--")) {
                arguments.forEachRemaining(serverCommand::add);
            } else if (argument.startsWith("-")) {
                option(argument, arguments);
            } else {
                plain.add(argument);
            }
        }
    }

    private void option(String argument, Iterator<String> rest) throws Misuse {
        String[] parts = argument.split("=", 2);
        if (!KNOWN.contains(parts[0])) {
            throw new Misuse("bench does not know " + parts[0]);
        }
        if (parts.length == 1 && !rest.hasNext()) {
            throw new Misuse(parts[0] + " wants a value");
        }
        values.put(parts[0], parts.length == 2 ? parts[1] : rest.next());
    }

    private Options options() throws Misuse {
        Options options =
                new Options(
                        profile(),
                        Math.toIntExact(number("--nodes", "", 1, MOST_NODES)),
                        seconds("--seconds", "60", 1),
                        seconds("--warm-up", "15", 0),
                        rate(),
                        shape(),
                        server(),
                        path("--enrollment-token-file"),
                        path("--data"),
                        serverPid(),
                        path("--keys").orElse(Path.of("vfleet-bench.keys")),
                        json(),
                        serverCommand);
        check(options);
        return options;
    }

    private static void check(Options options) throws Misuse {
        if (options.server().isEmpty()) {
            checkOwnServer(options);
            return;
        }
        if (options.enrollmentToken().isEmpty()) {
            throw new Misuse("--server wants --data DIR of that server or --enrollment-token-file");
        }
        if (options.profile() == Profile.COMMANDS && options.data().isEmpty()) {
            throw new Misuse("commands wants --data DIR of that server: its API token is there");
        }
    }

    private static void checkOwnServer(Options options) throws Misuse {
        if (options.serverCommand().isEmpty()) {
            throw new Misuse("--server is missing, and nothing says how to start one");
        }
        if (options.enrollmentToken().isPresent() || options.serverPid().isPresent()) {
            throw new Misuse("--data, --enrollment-token-file and --server-pid go with --server");
        }
    }

    private Profile profile() throws Misuse {
        String name = plain.size() == 1 ? plain.getFirst() : "";
        return Profile.find(name)
                .orElseThrow(() ->
                        new Misuse("bench wants one profile: steady, commands, agent or judging"));
    }

    private Duration seconds(String option, String usual, int least) throws Misuse {
        return Duration.ofSeconds(number(option, usual, least, 86_400));
    }

    private long number(String option, String usual, long least, long most) throws Misuse {
        String text = values.getOrDefault(option, usual);
        long number = text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new Misuse(
                    "%s wants a number from %d to %d, not '%s'"
                            .formatted(option, least, most, text));
        }
        return number;
    }

    private double rate() throws Misuse {
        String text = values.getOrDefault("--rate", "5");
        double rate = text.matches("\\d{1,4}(\\.\\d{1,3})?") ? Double.parseDouble(text) : 0;
        if (rate <= 0) {
            throw new Misuse("--rate wants commands a second like 5 or 0.5, not '" + text + "'");
        }
        return rate;
    }

    private Shape shape() throws Misuse {
        String text = values.getOrDefault("--vfs", "8x8");
        return Shape.find(text)
                .orElseThrow(() ->
                        new Misuse(
                                "--vfs wants PFs x VFs of each like 8x8, at most %dx%d, not '%s'"
                                        .formatted(Shape.MOST_PFS, Shape.MOST_VFS, text)));
    }

    private Optional<Endpoint> server() throws Misuse {
        String text = values.get("--server");
        if (text == null) {
            return Optional.empty();
        }
        Endpoint server =
                Endpoint.find(text)
                        .orElseThrow(() ->
                                new Misuse(
                                        "--server wants http://ADDRESS:PORT (bench speaks no TLS),"
                                                + " not '%s'".formatted(text)));
        if (server.address().isUnresolved()) {
            throw new Misuse("nobody knows the address of " + server.host());
        }
        return Optional.of(server);
    }

    private Optional<Path> path(String option) {
        return Optional.ofNullable(values.get(option)).map(Path::of);
    }

    private OptionalLong serverPid() throws Misuse {
        return values.containsKey("--server-pid")
                ? OptionalLong.of(number("--server-pid", "", 2, 999_999_999))
                : OptionalLong.empty();
    }

    private boolean json() throws Misuse {
        String format = values.getOrDefault("-o", "text");
        if (!Set.of("text", "json").contains(format)) {
            throw new Misuse("-o wants text or json, not '" + format + "'");
        }
        return format.equals("json");
    }
}
