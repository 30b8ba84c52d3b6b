package io.vfleet.server.database;

import io.vfleet.postgres.EmbeddedPostgres;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/// The configured PostgreSQL, or one of our own where none is.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    FlywayMigrationStrategy migrations() {
        return flyway -> {
            ServerVersion.check(flyway.getConfiguration().getDataSource());
            flyway.migrate();
        };
    }

    /// The data source depends on these beans, so that PostgreSQL stops after everything that uses
    /// it.
    @Configuration(proxyBeanMethods = false)
    @Conditional(NoDataSourceUrl.class)
    static class Embedded {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres embeddedPostgres(DataDirectory directory) {
            return EmbeddedPostgres.start(directory.postgres());
        }

        @Bean
        JdbcConnectionDetails embeddedConnection(EmbeddedPostgres postgres) {
            return new EmbeddedConnection(postgres);
        }
    }

    private record EmbeddedConnection(EmbeddedPostgres postgres) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return postgres.username();
        }

        @Override
        public String getPassword() {
            return postgres.password();
        }

        @Override
        public String getJdbcUrl() {
            return postgres.jdbcUrl();
        }
    }
}
