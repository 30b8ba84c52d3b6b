package io.vfleet.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;

class JettyConnectionsTests {

    @Test
    void noConnectionKeepsATableOfItsHeaders() {
        Server server = new Server();
        HttpConnectionFactory http = new HttpConnectionFactory();
        server.addConnector(new ServerConnector(server, http));
        JettyServletWebServerFactory factory = new JettyServletWebServerFactory();

        new JettyConnections().customize(factory);
        factory.getServerCustomizers().forEach(it -> it.customize(server));

        assertThat(http.getHttpConfiguration().getHeaderCacheSize()).isZero();
    }
}
