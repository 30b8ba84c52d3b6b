package io.vfleet.agent.operate;

import io.vfleet.agent.host.Reading;
import java.net.InetAddress;
import java.util.Set;

/// From which addresses of this machine the agent talks to its server.
@FunctionalInterface
public interface ServerRoute {

    Reading<Set<InetAddress>> localAddresses();
}
