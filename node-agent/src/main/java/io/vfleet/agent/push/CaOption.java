package io.vfleet.agent.push;

import io.vfleet.agent.Options;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import io.vfleet.agent.tls.Fingerprint;
import io.vfleet.agent.tls.ServerTrust;
import java.util.Optional;

/// `--ca-sha256`: the CA below which the server's certificate has to be, kept from then on.
final class CaOption {

    private static final String NAME = "--ca-sha256";

    private CaOption() {}

    static Optional<Fingerprint> of(Options options, ServerAddress server) throws UsageProblem {
        Optional<String> text = options.value(NAME);
        if (text.isPresent() && server.plain()) {
            throw new UsageProblem(NAME + " is for https, and " + server + " is plain http");
        }
        try {
            return text.map(Fingerprint::parse);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(NAME + ": " + e.getMessage());
        }
    }

    /// What was named now counts more than what was kept; it is kept once a server has proven it.
    static ServerTrust trust(Optional<Fingerprint> named, AgentState state) throws StateProblem {
        Optional<Fingerprint> ca =
                named.isPresent() ? named : state.serverCa().pinned().map(Fingerprint::parse);
        return ca.map(below ->
                        ServerTrust.ofAuthority(below, met -> state.serverCa().pin(met.hex())))
                .orElseGet(ServerTrust::ofThisJava);
    }
}
