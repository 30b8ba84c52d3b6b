package io.vfleet.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class NodesTests {

    @Autowired private Nodes nodes;

    @Test
    void nobodyIsFoundInAnEmptyRegistry() {
        assertThat(nodes.find("gpu-07")).isInstanceOf(Lookup.Missing.class);
    }
}
