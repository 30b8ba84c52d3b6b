package io.vfleet.server.nodes;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/// The agents' routes: an access token everywhere but where one is to be had.
@Configuration(proxyBeanMethods = false)
class AgentSecurity {

    @Bean
    @Order(1)
    SecurityFilterChain agents(HttpSecurity http, AccessTokens tokens) {
        return http.securityMatcher("/agent/**")
                .authorizeHttpRequests(route -> {
                    // the end of a request that was let in and then held
                    route.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    route.requestMatchers(
                                    "/agent/v1/enroll", "/agent/v1/challenge", "/agent/v1/token")
                            .permitAll();
                    route.anyRequest().authenticated();
                })
                .addFilterBefore(new AgentBearer(tokens), AnonymousAuthenticationFilter.class)
                .exceptionHandling(e ->
                        e.authenticationEntryPoint(
                                        (_, response, _) -> AgentBearer.challenge(response))
                                .accessDeniedHandler(
                                        (_, response, _) -> AgentBearer.challenge(response)))
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // no cookie authenticates anything here
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
