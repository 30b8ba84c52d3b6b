package io.vfleet.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermTests {

    @ParameterizedTest
    @CsvSource({
        "02:00:00:00:01:00, 02:00:00:00:01:00",
        "02-00-00-00-01-00, 02:00:00:00:01:00",
        "0200.0000.0100,    02:00:00:00:01:00",
        "020000000100,      02:00:00:00:01:00",
        "02:0A:00,          02:0a:00",
        "020a00,            02:0a:00",
        "02:0a:00:01,       02:0a:00:01",
    })
    void aMacIsReadHoweverItIsWritten(String typed, String mac) {
        assertThat(Term.of(typed).mac()).contains(mac);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:00", "gpu-01", "02:00:00:00:01:00:07", "0000:81:00.2", "zz:zz:zz"})
    void whatIsNoMacIsNone(String typed) {
        assertThat(Term.of(typed).mac()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0000:81:00.2,  0000,  81:00.2",
        "10000:81:00.2, 10000, 81:00.2",
        "0000:81:00,    0000,  81:00",
        "0000:81,       0000,  81",
        "81:00.2,       ,      81:00.2",
        "81:1F.7,       ,      81:1f.7",
    })
    void anAddressMayLackItsDomainAndItsFunction(String typed, String domain, String rest) {
        Term.Address address = Term.of(typed).address().orElseThrow();
        assertThat(address.domain().orElse(null)).isEqualTo(domain);
        assertThat(address.rest()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81", "0000", "gpu-81:00", "0000:81:40.0", "0000:81:00.8"})
    void whatIsNoAddressIsNone(String typed) {
        assertThat(Term.of(typed).address()).isEmpty();
    }

    @Test
    void theBeginningOfAnIdIsARange() {
        Term.Ids ids = Term.of("7B3F0011-a").ids().orElseThrow();
        assertThat(ids.first()).hasToString("7b3f0011-a000-0000-0000-000000000000");
        assertThat(ids.last()).hasToString("7b3f0011-afff-ffff-ffff-ffffffffffff");
        assertThat(Term.of("7b3f001").ids()).isEmpty();
    }

    @Test
    void whatLikeWouldTakeForAPatternIsItself() {
        assertThat(Term.beginning("a_b%c\\")).isEqualTo("a\\_b\\%c\\\\%");
    }
}
