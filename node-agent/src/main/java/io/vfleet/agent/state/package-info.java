/// What an agent keeps on disk: its key, its node id, its epoch and what it saw of the VFs before.
package io.vfleet.agent.state;
