package io.vfleet.server.nodes;

import java.security.SecureRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Keys that all replicas on one database share; whoever asks first makes them.
@Repository
class Secrets {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;

    Secrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    byte[] get(String name) {
        return get(name, Secrets::random);
    }

    private static byte[] random() {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return fresh;
    }

    byte[] get(String name, Supplier<byte[]> fresh) {
        jdbc.sql(
                        """
                        insert into server_secret (name, secret) values (:name, :secret)
                        on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("secret", fresh.get())
                .update();
        return jdbc.sql("select secret from server_secret where name = :name")
                .param("name", name)
                .query((row, number) -> row.getBytes("secret"))
                .single();
    }
}
