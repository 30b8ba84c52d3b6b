package io.vfleet.agent.push;

/// The host an agent watches: how to read it whole, and how to see cheaply that it changed.
public record AgentHost(Collector collector, ChangeSignal signal) {}
