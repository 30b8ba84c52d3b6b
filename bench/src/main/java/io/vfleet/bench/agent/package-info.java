/// What the node agent costs on the host it runs on.
package io.vfleet.bench.agent;
