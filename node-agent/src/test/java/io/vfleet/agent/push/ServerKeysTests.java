package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.operate.Bench;
import io.vfleet.domain.wire.AgentMessages.Succession;
import io.vfleet.domain.wire.SignedCommands;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerKeysTests {

    private final KeyPair first = Bench.keys();
    private final KeyPair second = Bench.keys();
    private final KeyPair third = Bench.keys();
    private final List<Succession> chain = List.of(step(first, second), step(second, third));

    @Test
    void duringTheOverlapBothAreObeyed() {
        assertThat(obeyed(List.of(first), first, chain.subList(0, 1)))
                .containsExactly(Bench.key(first), Bench.key(second));
    }

    @Test
    void afterItTheOldOneIsNot() {
        assertThat(obeyed(List.of(first, second), second, chain.subList(0, 1)))
                .containsExactly(Bench.key(second));
    }

    @Test
    void anAgentThatWasAwayFollowsEveryStep() {
        assertThat(obeyed(List.of(first), third, chain)).containsExactly(Bench.key(third));
    }

    @Test
    void aFreshAgentTakesTheFirstKeyItIsShown() {
        assertThat(obeyed(List.of(), second, chain))
                .containsExactly(Bench.key(second), Bench.key(third));
    }

    @Test
    void whatNoPinnedKeyLeadsToIsNotObeyed() {
        KeyPair other = Bench.keys();
        Succession forged =
                new Succession(Bench.key(first), Bench.key(other), step(other, other).signature());

        assertThat(refused(List.of(first), other, List.of())).isTrue();
        assertThat(refused(List.of(first), other, List.of(forged))).isTrue();
        assertThat(refused(List.of(first), other, List.of(step(second, other)))).isTrue();
        assertThat(refused(List.of(first), third, chain.subList(1, 2))).isTrue();
        assertThat(refused(List.of(first), other, List.of(new Succession("x", "y", "z")))).isTrue();
    }

    @Test
    void aKeyThatWasReplacedDoesNotComeBack() {
        assertThat(refused(List.of(second), first, chain)).isTrue();
    }

    private static boolean refused(List<KeyPair> pinned, KeyPair now, List<Succession> steps) {
        return ServerKeys.obeyed(keys(pinned), Bench.key(now), steps).isEmpty();
    }

    private static List<String> obeyed(List<KeyPair> pinned, KeyPair now, List<Succession> steps) {
        return ServerKeys.obeyed(keys(pinned), Bench.key(now), steps).orElseThrow();
    }

    private static List<String> keys(List<KeyPair> pairs) {
        return pairs.stream().map(Bench::key).toList();
    }

    private static Succession step(KeyPair by, KeyPair to) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(by.getPrivate());
            signature.update(SignedCommands.successorBytes(Bench.key(to)));
            return new Succession(
                    Bench.key(by),
                    Bench.key(to),
                    Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
