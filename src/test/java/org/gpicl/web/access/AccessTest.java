package org.gpicl.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may look, and who may change something. */
class AccessTest {
  private static final String TOKEN = "a".repeat(64);

  private final Access loopback = new Access(new AccessToken(TOKEN), List.of("Lab.Example"), false);
  private final Access everywhere = new Access(new AccessToken(TOKEN), List.of(), true);

  private static Access.Asked get(String host) {
    return new Access.Asked("GET", host, null, null, false, -1);
  }

  private static Access.Asked post(String host, String origin, String token) {
    return new Access.Asked("POST", host, origin, token, false, 2);
  }

  private static Optional<Integer> status(Optional<Access.Refusal> refusal) {
    return refusal.map(Access.Refusal::status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8484",
        "LOCALHOST",
        "127.0.0.1:8484",
        "127.1.2.3",
        "[::1]:8484",
        "lab.example:80"
      })
  void itIsKnownByTheNamesOfLoopbackAndThoseOfTheConfiguration(String host) {
    assertThat(loopback.refuses(get(host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.7",
        "[2001:db8::1]",
        "",
        "999.1.1.1"
      })
  void aNameOfSomebodyElsesThatLeadsHereIsRefused(String host) {
    assertThat(status(loopback.refuses(get(host)))).contains(421);
    assertThat(status(loopback.refuses(get(null)))).contains(421);
  }

  @Test
  void whereItListensEverywhereAddressesAreItsOwnButNamesAreNot() {
    assertThat(everywhere.refuses(get("192.168.1.7:8484"))).isEmpty();
    assertThat(status(everywhere.refuses(get("evil.example")))).contains(421);
  }

  @Test
  void aChangeNeedsTheToken() {
    assertThat(loopback.refuses(post("localhost", null, TOKEN))).isEmpty();
    assertThat(status(loopback.refuses(post("localhost", null, null)))).contains(401);
    assertThat(status(loopback.refuses(post("localhost", null, "a".repeat(63))))).contains(401);
  }

  @Test
  void aPageOfAnotherSiteMayChangeNothingEvenIfItKnewTheToken() {
    assertThat(loopback.refuses(post("localhost:8484", "http://localhost:8484", TOKEN))).isEmpty();
    for (String origin : List.of("http://evil.example", "http://localhost:9", "null", "::")) {
      assertThat(status(loopback.refuses(post("localhost:8484", origin, TOKEN)))).contains(403);
    }
  }

  @Test
  void aBodyIsBounded() {
    assertThat(
            status(
                loopback.refuses(
                    new Access.Asked("POST", "localhost", null, TOKEN, false, 9_000_001))))
        .contains(413);
    assertThat(
            status(loopback.refuses(new Access.Asked("POST", "localhost", null, TOKEN, true, -1))))
        .contains(411);
  }
}
