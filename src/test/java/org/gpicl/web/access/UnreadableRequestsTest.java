package org.gpicl.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** Requests that Tomcat refuses by itself. */
class UnreadableRequestsTest {
  private static WebServer server;

  @BeforeAll
  static void start() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    factory.setAddress(InetAddress.getLoopbackAddress());
    new AccessConfiguration().unreadableAddresses().customize(factory);
    server = factory.getWebServer();
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/sweeps/a%2fb HTTP/1.1",
        "GET /api/sweeps/a%5Cb HTTP/1.1",
        "GET /api/sweeps/%zz HTTP/1.1",
        "GET /api/<b> HTTP/1.1",
      })
  void areAnsweredAsEveryOtherMistake(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write((request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes());
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json")
          .contains("\"status\":400", "\"detail\":\"this request cannot be read")
          .doesNotContain("<html", "Tomcat", request.split(" ")[1]);
    }
  }
}
