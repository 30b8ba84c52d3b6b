package io.vfleet.server;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Another instance of the service on the same database.
public final class Replica implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param environment of the instance that is there already
    public static Replica beside(Environment environment) {
        return new Replica(
                new SpringApplicationBuilder(VfleetServer.class)
                        .run(
                                "--server.port=0",
                                same(environment, "url"),
                                same(environment, "username"),
                                same(environment, "password"),
                                "--spring.jmx.enabled=false"));
    }

    private static String same(Environment environment, String name) {
        String key = "spring.datasource." + name;
        return "--" + key + "=" + environment.getRequiredProperty(key);
    }

    public Api api() {
        return new Api(context.getEnvironment(), context.getBean(JdbcClient.class));
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
    }
}
