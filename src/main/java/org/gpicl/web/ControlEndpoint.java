package org.gpicl.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gpicl.job.HomeBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens on loopback for other terminals of the same user. Every request is a POST of a small JSON
 * object and must carry the token; without it nothing is said but that.
 */
public final class ControlEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlEndpoint.class);
  private static final int LONGEST_REQUEST = 4_096;
  private static final int TOKEN_BYTES = 32;
  static final String TOKEN_HEADER = "Gpicl-Token";

  private static final int SECONDS_FOR_THE_LAST = 60;

  private final HttpServer server;
  private final ExecutorService workers;
  private final String token;

  /**
   * What a terminal asks for.
   *
   * @param command {@code status}, {@code stop}, {@code report}, {@code rebuild}, {@code compare},
   *     {@code rm} or {@code gc}
   * @param sweep a name, or empty
   * @param export for {@code report} and {@code rebuild}: whether parameters are written too
   * @param bounds for {@code gc}: how far
   * @param deed for {@code rm} and {@code gc}: whether it is done
   * @param comparison for {@code compare}: with what, and where it is written
   */
  public record Request(
      String command,
      String sweep,
      boolean export,
      HomeBounds bounds,
      Deed deed,
      Comparison comparison) {
    public Request(String command, String sweep, boolean export) {
      this(command, sweep, export, HomeBounds.ALL, Deed.LOOK, Comparison.NONE);
    }

    /** For {@code compare}. */
    public Request(String sweep, Comparison comparison) {
      this("compare", sweep, false, HomeBounds.ALL, Deed.LOOK, comparison);
    }

    /** For commands that are told before they are done. */
    public Request(String command, String sweep, HomeBounds bounds, Deed deed) {
      this(command, sweep, false, bounds, deed, Comparison.NONE);
    }
  }

  /**
   * What a sweep is compared with.
   *
   * @param with another sweep
   * @param directory absolute, or empty for the place in the home
   */
  public record Comparison(String with, String directory) {
    static final Comparison NONE = new Comparison("", "");
  }

  public ControlEndpoint(SweepControl control) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    Map<String, Function<Request, Answer>> commands =
        Map.of(
            "status", request -> control.status(request.sweep()),
            "stop", request -> control.stop(request.sweep()),
            "report", request -> control.report(request.sweep(), request.export()),
            "compare",
                request ->
                    control.compare(
                        request.sweep(),
                        request.comparison().with(),
                        request.comparison().directory()),
            "rebuild", request -> control.rebuild(request.sweep(), request.export()),
            "rm", request -> control.remove(request.sweep(), request.deed()),
            "gc", request -> control.free(request.bounds(), request.deed()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // A stop must not wait behind a report.
    workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "control");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(workers);
    server.createContext("/control", exchange -> handle(exchange, commands));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String token() {
    return token;
  }

  private void handle(HttpExchange exchange, Map<String, Function<Request, Answer>> commands)
      throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst(TOKEN_HEADER);
      if (given == null
          || !MessageDigest.isEqual(
              given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST);
      Answer answer;
      try {
        Request request = JsonMapper.shared().readValue(body, Request.class);
        Function<Request, Answer> command = commands.get(request.command());
        answer =
            command == null
                ? new Answer(2, "the owner of this home does not know " + request.command())
                : command.apply(request);
      } catch (RuntimeException e) {
        LOG.error("A request of another terminal failed", e);
        answer = new Answer(1, "the owner of this home could not do it: " + e.getMessage());
      }
      byte[] response = JsonMapper.shared().writeValueAsBytes(answer);
      exchange.sendResponseHeaders(200, response.length);
      exchange.getResponseBody().write(response);
    }
  }

  /** Lets requests in flight come to their end: they use the database that closes next. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      workers.awaitTermination(SECONDS_FOR_THE_LAST, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
  }
}
