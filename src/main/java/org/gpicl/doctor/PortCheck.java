package org.gpicl.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether {@code gpicl serve} can listen, or already does. */
final class PortCheck implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final int port;
  private final Home home;

  PortCheck(int port, Home home) {
    this.port = port;
    this.home = home;
  }

  @Override
  public List<Finding> look() {
    String subject = "port " + port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return List.of(Finding.ok(subject, "free for `gpicl serve`"));
    } catch (IOException taken) {
      return List.of(
          server()
              .map(server -> served(subject, server))
              .orElseGet(
                  () ->
                      Finding.note(
                          subject,
                          "in use by "
                              + PortHolder.on(port).orElse("another process, which is not gpicl's"),
                          "`gpicl serve --port N` uses another port.")));
    }
  }

  private Finding served(String subject, JsonNode server) {
    String other = server.path("home").asString("");
    return Finding.ok(
        subject,
        "gpicl %s serves %s"
            .formatted(
                server.path("version").asString(""),
                other.equals(home.root().toString()) ? "this home" : "the home " + other));
  }

  /** What a running server reports about itself. */
  private Optional<JsonNode> server() {
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/server"))
                      .timeout(PATIENCE)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      JsonNode said = JsonMapper.shared().readTree(response.body());
      return said.has("home") && said.has("version") ? Optional.of(said) : Optional.empty();
    } catch (IOException | JacksonException notHttp) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
