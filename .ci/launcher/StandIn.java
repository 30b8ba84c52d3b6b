import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Stands in for the server, the fleet and the agent where only the launcher is tested.
public final class StandIn {

    public static void main(String[] args) throws Exception {
        if (System.getProperty("jarmode") != null) {
            extract(args);
            return;
        }
        String all = String.join(" ", args);
        if (all.contains("--vfleet.data-dir=")) {
            serve(option(all, "--vfleet.data-dir="), Integer.parseInt(option(all, "--server.port=")));
        } else if (all.contains("--nodes ")) {
            beFleet(Path.of(option(all, "--state ")), option(all, "--nodes "));
        } else {
            System.out.println(all);
            System.exit(args[0].equals("doctor") ? 3 : 0);
        }
    }

    private static String option(String all, String name) {
        return all.substring(all.indexOf(name) + name.length()).split(" ")[0];
    }

    private static void extract(String[] args) throws IOException {
        Path jar = Path.of(System.getProperty("java.class.path"));
        Path target = Files.createDirectories(Path.of(args[args.length - 1]));
        Files.copy(jar, target.resolve(jar.getFileName()));
    }

    private static void serve(String directory, int port) throws IOException {
        Path data = Path.of(directory);
        if (directory.endsWith("refused")) {
            System.out.println("1 INFO 1 --- [vfleet] [main] vfleet : not this line");
            System.out.println("1 ERROR 1 --- [vfleet] [main] vfleet      : The data is of no use.");
            System.exit(1);
        }
        for (String file : List.of("token", "admin-password", "enrollment-token", "demo-enrollment-token")) {
            Files.writeString(data.resolve(file), "the-" + file + "\n");
        }
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        answer(server, "/actuator/health/readiness", data.resolve("none"), "{\"status\":\"UP\"}");
        answer(server, "/api/v1/fleet/summary", data.resolve("fleet/online"), "{\"nodes\":{\"online\":0}}");
        server.start();
        System.out.println("stand-in server, process " + ProcessHandle.current().pid());
        untilTheEnd(data, "server");
    }

    private static void answer(HttpServer server, String path, Path file, String otherwise) {
        server.createContext(
                path,
                exchange -> {
                    byte[] body = (Files.exists(file) ? Files.readString(file) : otherwise).getBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private static void beFleet(Path state, String nodes) throws IOException {
        Files.createDirectories(state);
        Files.writeString(state.resolve("online"), "{\"nodes\":{\"total\":9,\"online\":" + nodes + "}}");
        untilTheEnd(state.getParent(), "fleet");
    }

    private static void untilTheEnd(Path data, String name) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> note(data, name)));
        Files.writeString(data.resolve(name + ".pid"), ProcessHandle.current().pid() + "\n");
        System.in.read();
        System.exit(0);
    }

    private static void note(Path data, String name) {
        try {
            Files.writeString(
                    data.resolve("ended"), name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
