package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, as an operator starts it, on a port that is free. */
public final class GpiclServer implements AutoCloseable {
  private final Path home;
  private final GpiclProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  private GpiclServer(Path home, GpiclProcess process) {
    this.home = home;
    this.process = process;
  }

  public static GpiclServer start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  public static GpiclServer start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return awaited(home, GpiclProcess.start(home, environment, serve(arguments)));
  }

  /** As {@link GpiclProcess#startLight}. */
  public static GpiclServer startLight(Path home, String... arguments) throws IOException {
    return awaited(home, GpiclProcess.startLight(home, serve(arguments)));
  }

  /** In a JVM of its own, with variables. */
  static GpiclServer startLight(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return awaited(home, GpiclProcess.startLight(home, environment, serve(arguments)));
  }

  private static String[] serve(String... arguments) {
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  private static GpiclServer awaited(Path home, GpiclProcess process) throws IOException {
    GpiclServer server = new GpiclServer(home, process);
    server.process.await("the server is there", () -> !server.page().isEmpty());
    return server;
  }

  /** Where its page is; empty before it says so. */
  public String page() {
    return OwnerLock.owner(new Home(home))
        .filter(owner -> owner.pid() == process.pid())
        .map(Owner::page)
        .orElse("");
  }

  public GpiclProcess process() {
    return process;
  }

  public String token() throws IOException {
    return Files.readString(new Home(home).token()).strip();
  }

  /** A JSON document of it. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(page() + path)).GET());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Posts a sweep file, which must be taken. */
  public void mustTake(String path, String file) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(path, "application/yaml", file);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(page() + path))
            .header("Gpicl-Token", token())
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until what it says of something is as wanted. */
  public JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException {
    JsonNode[] last = new JsonNode[1];
    process.await(
        path + " is as wanted",
        () -> {
          try {
            last[0] = get(path);
            return wanted.test(last[0]);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    return last[0];
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      process.terminate();
      process.exit();
    }
  }
}
