package io.vfleet.server;

import io.vfleet.server.startup.LifeLine;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class VfleetServer {

    public static void main(String[] args) {
        var application = new SpringApplication(VfleetServer.class);
        application.addListeners(new LifeLine());
        application.run(args);
    }
}
