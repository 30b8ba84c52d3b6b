package io.vfleet.server.operations;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Lets time pass.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {}
