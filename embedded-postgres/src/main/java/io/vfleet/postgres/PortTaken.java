package io.vfleet.postgres;

/// The port that was chosen is somebody else's; another one may work.
final class PortTaken extends PostgresUnavailable {

    PortTaken(int port) {
        super(
                "Port %d on 127.0.0.1 is taken: stop what listens there or choose another port for PostgreSQL."
                        .formatted(port));
    }
}
