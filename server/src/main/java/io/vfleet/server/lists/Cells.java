package io.vfleet.server.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// Reads a row's cells, absent ones as empty.
public record Cells(ResultSet row) {

    public UUID uuid(String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public String text(String column) throws SQLException {
        return row.getString(column);
    }

    public Optional<String> textIfAny(String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public Optional<UUID> uuidIfAny(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    public Optional<Integer> integerIfAny(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Integer.class));
    }

    public Optional<Boolean> flagIfAny(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Boolean.class));
    }

    public int integer(String column) throws SQLException {
        return row.getInt(column);
    }

    public boolean flag(String column) throws SQLException {
        return row.getBoolean(column);
    }

    public Instant instant(String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public Optional<Instant> instantIfAny(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
