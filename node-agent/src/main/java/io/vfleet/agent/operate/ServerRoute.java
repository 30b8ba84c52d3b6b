package io.vfleet.agent.operate;

import io.vfleet.agent.host.Reading;
import java.net.InetAddress;
import java.util.Set;

/// How the agent reaches its server.
public interface ServerRoute {

    /// From which addresses of this machine.
    Reading<Set<InetAddress>> localAddresses();

    /// Whether the server answers, now and on a connection of its own.
    boolean answers();
}
