package io.vfleet.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.util.FileSystemUtils;

/// The JDK's own program for X.509 certificates: its library has no public API to make one.
final class Keytool {

    /// A certificate below a CA, and the CA's key.
    record Made(ServerIdentity identity, PrivateKey authorityKey) {}

    private static final String CA = "ca";
    private static final String SERVER = "server";
    private static final int CA_DAYS = 3650;
    private static final int SERVER_DAYS = 365;
    // for agents whose clocks are behind
    private static final Duration EARLIER = Duration.ofHours(1);
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String PASSWORD = "VFLEET_KEYTOOL_PASSWORD";

    private final Path folder;
    private final String password;

    /// @param folder where a key store is kept meanwhile, in a directory only this user can enter
    Keytool(Path folder) {
        this.folder = folder;
        byte[] random = new byte[16];
        RandomGenerator.of("SecureRandom").nextBytes(random);
        this.password = HexFormat.of().formatHex(random);
    }

    Made make(Optional<PemFile.Content> ca, Set<String> names, Instant now) throws IOException {
        Path scratch = Files.createTempDirectory(folder, ".making");
        try {
            Path store = scratch.resolve("store.p12");
            if (ca.isPresent()) {
                put(ca.get(), store);
            } else {
                makeAuthority(store, now);
            }
            makeServer(store, names, now);
            return read(store);
        } catch (GeneralSecurityException e) {
            throw new IOException("a key store of the JDK cannot be used", e);
        } finally {
            FileSystemUtils.deleteRecursively(scratch);
        }
    }

    private void makeAuthority(Path store, Instant now) throws IOException {
        var usage = List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign");
        run(store, CA, "CN=vfleet CA", usage, new Validity(now, CA_DAYS));
    }

    private void makeServer(Path store, Set<String> names, Instant now) throws IOException {
        List<String> words = new ArrayList<>(List.of("-signer", CA));
        words.addAll(List.of("-ext", "san=" + String.join(",", names)));
        words.addAll(List.of("-ext", "ku:c=digitalSignature", "-ext", "eku=serverAuth"));
        run(store, SERVER, "CN=vfleet server", words, new Validity(now, SERVER_DAYS));
    }

    private record Validity(Instant from, int days) {

        List<String> words() {
            return List.of("-startdate", START.format(from.minus(EARLIER)), "-validity", "" + days);
        }
    }

    private void run(Path store, String alias, String name, List<String> words, Validity validity)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        // -startdate is local time
        command.addAll(List.of("-J-Duser.timezone=UTC", "-J-Duser.language=en", "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-dname", name));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-sigalg", "SHA256withECDSA"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass:env", PASSWORD));
        command.addAll(words);
        command.addAll(validity.words());
        finish(command);
    }

    private void finish(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(PASSWORD, password);
        Process keytool = builder.start();
        keytool.getOutputStream().close();
        String said;
        try (InputStream out = keytool.getInputStream()) {
            said = new String(out.readAllBytes(), Charset.defaultCharset());
        }
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException(command.getFirst() + " said: " + said.strip());
        }
    }

    private void put(PemFile.Content ca, Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        Certificate[] chain = {ca.first()};
        keys.setKeyEntry(CA, ca.key(), password.toCharArray(), chain);
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, password.toCharArray());
        }
    }

    private Made read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        var identity =
                new ServerIdentity(
                        (X509Certificate) keys.getCertificate(SERVER),
                        key(keys, SERVER),
                        (X509Certificate) keys.getCertificate(CA));
        return new Made(identity, key(keys, CA));
    }

    private PrivateKey key(KeyStore keys, String alias) throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(alias, password.toCharArray());
    }
}
