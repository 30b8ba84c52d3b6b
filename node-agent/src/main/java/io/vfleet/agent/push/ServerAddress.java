package io.vfleet.agent.push;

import io.vfleet.agent.operate.RoutedServer;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// Where the server is; plain http only on this machine itself.
public record ServerAddress(URI base) {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]");

    public ServerAddress {
        complaint(base)
                .ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
    }

    /// The address written as `text`; what is wrong with it is the exception's one line.
    public static ServerAddress parse(String text) {
        try {
            return new ServerAddress(new URI(text.replaceAll("/+$", "")));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("--server " + text + " is no URL", e);
        }
    }

    /// Whether requests go out unencrypted.
    boolean plain() {
        return base.getScheme().equalsIgnoreCase("http");
    }

    URL route(String name) {
        try {
            return URI.create(base + "/agent/v1/" + name).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("http and https are always known", e);
        }
    }

    /// The way to it, for the question which netdev it leaves by.
    RoutedServer route(BooleanSupplier asking) {
        int usual = plain() ? 80 : 443;
        String host = base.getHost().replaceAll("[\\[\\]]", "");
        return new RoutedServer(host, base.getPort() < 0 ? usual : base.getPort(), asking);
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static Optional<String> complaint(URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme();
        boolean plain = scheme.equalsIgnoreCase("http");
        if (base.getHost() == null || !plain && !scheme.equalsIgnoreCase("https")) {
            return Optional.of("--server " + base + " is no http(s)://HOST[:PORT] URL");
        }
        if (base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            return Optional.of("--server takes scheme, host, port and path only");
        }
        if (plain && !loopback(base.getHost())) {
            return Optional.of("--server " + base + ": plain http is only for loopback; use https");
        }
        return Optional.empty();
    }

    private static boolean loopback(String host) {
        return LOOPBACK_NAMES.contains(host) || LOOPBACK_V4.matcher(host).matches();
    }
}
