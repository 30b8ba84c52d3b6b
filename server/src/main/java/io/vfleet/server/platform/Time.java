package io.vfleet.server.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The one place that reads the machine's clock.
@Configuration
class Time {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
