package org.gpicl.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** Who may look, and who may change something: the server's filter chain, without a server. */
class AccessTest {
  private static final String TOKEN = "a".repeat(64);

  /** The status of what reaches the server's controllers and files. */
  private static final int LET_IN = 200;

  @TempDir static Path directory;
  private static AnnotationConfigWebApplicationContext loopback;
  private static AnnotationConfigWebApplicationContext everywhere;

  @BeforeAll
  static void open() throws Exception {
    Home home = new Home(directory);
    Files.writeString(home.token(), TOKEN);
    loopback =
        open(home, "server.address=127.0.0.1", "gpicl.serve.hosts=Lab.Example,*.app.github.dev");
    everywhere = open(home, "server.address=0.0.0.0");
  }

  private static AnnotationConfigWebApplicationContext open(Home home, String... settings) {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    TestPropertyValues.of(settings).applyTo(context);
    context.setServletContext(new MockServletContext());
    context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("home", home));
    context.register(AccessConfiguration.class);
    context.refresh();
    return context;
  }

  @AfterAll
  static void close() {
    loopback.close();
    everywhere.close();
  }

  private static MockHttpServletRequest request(String method, String path, String host) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    if (host != null) {
      request.addHeader("Host", host);
    }
    return request;
  }

  private static MockHttpServletRequest get(String host) {
    return request("GET", "/api/sweeps", host);
  }

  private static MockHttpServletRequest post(String host, String origin, String token) {
    return with(with(request("POST", "/api/sweeps", host), "Origin", origin), "Gpicl-Token", token);
  }

  private static MockHttpServletRequest with(
      MockHttpServletRequest request, String header, String value) {
    if (value != null) {
      request.addHeader(header, value);
    }
    return request;
  }

  /** Answers a request; what is refused must not get through, and must say why. */
  private static MockHttpServletResponse answer(
      AnnotationConfigWebApplicationContext server, MockHttpServletRequest request)
      throws Exception {
    MockFilterChain behind = new MockFilterChain();
    MockHttpServletResponse response = new MockHttpServletResponse();
    server.getBean("springSecurityFilterChain", Filter.class).doFilter(request, response, behind);
    if (response.getStatus() == LET_IN) {
      assertThat(behind.getRequest()).isNotNull();
    } else {
      assertThat(behind.getRequest()).isNull();
      assertThat(response.getContentType()).isEqualTo("application/problem+json");
      assertThat(response.getContentAsString())
          .contains("\"status\":" + response.getStatus(), "\"detail\":\"");
    }
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      assertThat(response.getHeader("Content-Security-Policy")).contains("default-src 'self'");
      assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    }
    assertThat(response.getHeader("Cache-Control")).isNull();
    assertThat(request.getSession(false)).isNull();
    return response;
  }

  private static int status(MockHttpServletRequest request) throws Exception {
    return answer(loopback, request).getStatus();
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
        "lab.example:80",
        "busy-robot-8484.app.github.dev"
      })
  void itIsKnownByTheNamesOfLoopbackAndThoseOfTheConfiguration(String host) throws Exception {
    assertThat(status(get(host))).isEqualTo(LET_IN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "app.github.dev",
        "evilapp.github.dev",
        "x.app.github.dev.evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.7",
        "[2001:db8::1]",
        "",
        "999.1.1.1"
      })
  void aNameOfSomebodyElsesThatLeadsHereIsRefused(String host) throws Exception {
    assertThat(status(get(host))).isEqualTo(421);
    assertThat(status(post(host, null, TOKEN))).isEqualTo(421);
    assertThat(status(get(null))).isEqualTo(421);
  }

  @Test
  void aForwardedNameDoesNotStandInForTheHostHeader() throws Exception {
    MockHttpServletRequest forwarded = get("evil.example");
    forwarded.setServerName("localhost");
    assertThat(status(with(forwarded, "X-Forwarded-Host", "localhost"))).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/actuator/prometheus", "/api/events", "/error"})
  void nothingIsReadUnderAnotherNameAndNothingIsWrittenWithoutTheToken(String path)
      throws Exception {
    assertThat(status(request("GET", path, "localhost"))).isEqualTo(LET_IN);
    assertThat(status(request("GET", path, "evil.example"))).isEqualTo(421);
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      assertThat(status(request(method, path, "localhost"))).isEqualTo(401);
    }
  }

  @Test
  void whereItListensEverywhereAddressesAreItsOwnButNamesAreNot() throws Exception {
    assertThat(answer(everywhere, get("192.168.1.7:8484")).getStatus()).isEqualTo(LET_IN);
    assertThat(answer(everywhere, get("evil.example")).getStatus()).isEqualTo(421);
  }

  @Test
  void aChangeNeedsTheToken() throws Exception {
    assertThat(status(post("localhost", null, TOKEN))).isEqualTo(LET_IN);
    assertThat(status(with(post("localhost", null, null), "Authorization", "Bearer " + TOKEN)))
        .isEqualTo(LET_IN);
    assertThat(status(post("localhost", null, null))).isEqualTo(401);
    assertThat(status(post("localhost", null, "a".repeat(63)))).isEqualTo(401);
    assertThat(status(with(post("localhost", null, null), "Authorization", "Bearer no")))
        .isEqualTo(401);
  }

  @Test
  void readingIsOpenEvenWithAnOldToken() throws Exception {
    assertThat(status(with(get("localhost"), "Gpicl-Token", "old"))).isEqualTo(LET_IN);
    assertThat(status(request("HEAD", "/", "localhost"))).isEqualTo(LET_IN);
  }

  @Test
  void aPageOfAnotherSiteMayChangeNothingEvenIfItKnewTheToken() throws Exception {
    assertThat(status(post("localhost:8484", "http://localhost:8484", TOKEN))).isEqualTo(LET_IN);
    assertThat(status(post("lab.example", "https://lab.example", TOKEN))).isEqualTo(LET_IN);
    for (String origin : List.of("http://evil.example", "http://localhost:9", "null", "::")) {
      assertThat(status(post("localhost:8484", origin, TOKEN))).isEqualTo(403);
      assertThat(status(post("localhost:8484", origin, null))).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, http://localhost",
    "localhost:80, http://localhost",
    "localhost:443, https://localhost",
    "LOCALHOST:8484, http://localhost:8484",
    "[::1]:8484, http://[::1]:8484",
    "localhost, http://localhost:8080", // a proxy that drops the port
    "127.0.0.1:8484, https://lab.example", // one that asks under its own name for the server
    "127.0.0.1:8484, http://lab.example:8080"
  })
  void aPageIsOfThisSiteAsBrowsersAndProxiesMeanIt(String host, String origin) throws Exception {
    assertThat(status(post(host, origin, TOKEN))).isEqualTo(LET_IN);
    assertThat(status(post(host, origin, null))).isEqualTo(401);
  }

  @Test
  void theVerdictOfABrowserHoldsBehindAnyProxy() throws Exception {
    MockHttpServletRequest same = post("127.0.0.1:8484", "https://x.app.github.dev", TOKEN);
    assertThat(status(same)).isEqualTo(403);
    assertThat(status(with(same, "Sec-Fetch-Site", "same-origin"))).isEqualTo(LET_IN);
    for (String other : List.of("same-site", "cross-site", "none")) {
      MockHttpServletRequest request = post("127.0.0.1:8484", "https://x.app.github.dev", TOKEN);
      assertThat(status(with(request, "Sec-Fetch-Site", other))).isEqualTo(403);
    }
  }

  /** As the container has it that believes what a proxy forwards. */
  private static MockHttpServletRequest forwarded(String name) {
    MockHttpServletRequest forwarded =
        new MockHttpServletRequest("POST", "/api/sweeps") {
          @Override
          public String getServerName() {
            return name;
          }

          @Override
          public int getServerPort() {
            return 8443;
          }
        };
    forwarded.setServletPath("/api/sweeps");
    return with(with(forwarded, "Host", "127.0.0.1:8484"), "Gpicl-Token", TOKEN);
  }

  @Test
  void aNameThatAProxyForwardsCountsIfTheContainerTakesItOver() throws Exception {
    MockHttpServletRequest forwarded = forwarded("x.app.github.dev");
    with(forwarded, "Origin", "https://x.app.github.dev:8443");
    assertThat(status(forwarded)).isEqualTo(LET_IN);
  }

  @Test
  void aRefusalNamesBothTextsAndTheSetting() throws Exception {
    assertThat(
            answer(loopback, post("localhost:8484", "http://evil.example", TOKEN))
                .getContentAsString())
        .contains("the page is at http://evil.example, this server was asked as localhost:8484")
        .contains("gpicl.serve.hosts");
    assertThat(answer(loopback, get("evil.example")).getContentAsString())
        .contains("not known by the name evil.example", "gpicl.serve.hosts");
  }

  @Test
  void aRefusalNamesTheForwardedNameIfThatIsWhatIsUnknown() throws Exception {
    assertThat(answer(loopback, forwarded("evil.example")).getContentAsString())
        .contains("not known by the name evil.example, which a proxy forwarded");
    MockHttpServletRequest other =
        with(forwarded("x.app.github.dev"), "Origin", "https://y.app.github.dev:8443");
    assertThat(answer(loopback, other).getContentAsString())
        .contains("asked as 127.0.0.1:8484 for x.app.github.dev:8443");
  }

  @Test
  void aBodyIsBounded() throws Exception {
    MockHttpServletRequest large = post("localhost", null, TOKEN);
    large.setContent(new byte[9_000_001]);
    assertThat(status(large)).isEqualTo(413);
    assertThat(status(with(post("localhost", null, TOKEN), "Transfer-Encoding", "chunked")))
        .isEqualTo(411);
  }

  @Test
  void headersAreThereEvenIfAForwardEndsTheResponse() throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    loopback
        .getBean("springSecurityFilterChain", Filter.class)
        .doFilter(
            request("HEAD", "/", "localhost"),
            response,
            (asked, answered) -> response.setCommitted(true));
    assertThat(response.getHeader("Content-Security-Policy")).contains("default-src 'self'");
  }

  @Test
  void whatWasLetInIsContinuedAndReportsItsErrors() throws Exception {
    for (DispatcherType later : List.of(DispatcherType.ASYNC, DispatcherType.ERROR)) {
      MockHttpServletRequest request = post("localhost", null, TOKEN);
      request.setDispatcherType(later);
      assertThat(status(request)).isEqualTo(LET_IN);
    }
  }
}
