import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A webhook's other end: `java Receiver.java PORT FILE` appends what is sent to it, one line a message.
final class Receiver {

    private Receiver() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext(
                "/",
                exchange -> {
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    Files.writeString(
                            file,
                            body.replace("\n", " ") + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }
}
