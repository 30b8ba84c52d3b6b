package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NetworkInterface;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Questions that this machine's kernel never answers: messages without `NLM_F_REQUEST`, which it
/// skips (netlink_rcv_skb, net/netlink/af_netlink.c).
class UnansweredNetlinkTests {

    private static final int FLAGS = 6;

    @Test
    void aQuestionIsGivenUpAndNotAskedTwiceMeanwhile() throws Exception {
        Netlink netlink = new Netlink(new TimedReads(Duration.ofMillis(100), "the driver"));
        // the socket itself waits longer, as one does whose request hangs in a driver
        assertThat(netlink.ask("lo", NetlinkSocket.ROUTE, unanswered()))
                .isEqualTo(new Reading.Failed<>("no answer in 0 s: the driver"));

        assertThat(netlink.ask("lo", NetlinkSocket.ROUTE, question()))
                .isEqualTo(new Reading.Failed<>("no answer in 0 s: the driver"));
        assertThat(netlink.ask("another", NetlinkSocket.ROUTE, question()))
                .isInstanceOf(Reading.Value.class);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void theSocketEndsByItselfAndIsAskedAgain() throws Exception {
        Netlink netlink = new Netlink(new TimedReads(Duration.ofSeconds(20), "the driver"));

        assertThat(netlink.ask("lo", NetlinkSocket.ROUTE, unanswered()))
                .isEqualTo(new Reading.Failed<>("Resource temporarily unavailable"));
        assertThat(netlink.ask("lo", NetlinkSocket.ROUTE, question()))
                .isInstanceOf(Reading.Value.class);
    }

    private static byte[] question() throws Exception {
        return LinkNames.request(NetworkInterface.getByName("lo").getIndex());
    }

    private static byte[] unanswered() throws Exception {
        byte[] request = question();
        request[FLAGS] = 0;
        request[FLAGS + 1] = 0;
        return request;
    }
}
