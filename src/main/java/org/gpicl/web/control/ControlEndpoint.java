package org.gpicl.web.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.web.access.AccessToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens on loopback for other terminals of the same user. Every request is a POST of a small JSON
 * object and must carry the token; without it nothing is said but that.
 */
public final class ControlEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlEndpoint.class);

  /** A sweep file of 2,000,000 characters may take four bytes for each. */
  private static final int LONGEST_REQUEST = 9_000_000;

  private static final int TOKEN_BYTES = 32;

  private static final int SECONDS_FOR_THE_LAST = 60;

  private final HttpServer server;
  private final ExecutorService workers;
  private final String token;

  /**
   * What a terminal asks for.
   *
   * @param command {@code status}, {@code stop}, {@code report}, ... as it is typed
   * @param sweep a name, or empty
   * @param export for {@code report} and {@code rebuild}: whether parameters are written too
   * @param bounds for {@code gc}: how far
   * @param deed for {@code rm} and {@code gc}: whether it is done
   * @param text for {@code run} and {@code schedule-add}: the sweep's file; for {@code compare}:
   *     the other sweep
   * @param flags for {@code run} and {@code resume}: {@code restart-changed} and {@code failed};
   *     for {@code resume} also overrides such as {@code workers=2}; for {@code compare}: where it
   *     is written, if not in the home
   */
  public record Request(
      String command,
      String sweep,
      boolean export,
      HomeBounds bounds,
      DeletionMode deed,
      String text,
      List<String> flags) {
    public Request(String command, String sweep, boolean export) {
      this(command, sweep, export, HomeBounds.ALL, DeletionMode.LOOK, "", List.of());
    }

    /** For commands that are told before they are done. */
    public Request(String command, String sweep, HomeBounds bounds, DeletionMode deed) {
      this(command, sweep, false, bounds, deed, "", List.of());
    }

    /** For commands that take a text. */
    public Request(String command, String sweep, String text, List<String> flags) {
      this(command, sweep, false, HomeBounds.ALL, DeletionMode.LOOK, text, flags);
    }
  }

  /** Of a process that runs one sweep. */
  public ControlEndpoint(SweepControl control) throws IOException {
    this(ownCommands(control));
  }

  /** Of a server. */
  public ControlEndpoint(SweepControl control, ServerControl server) throws IOException {
    this(commands(control, server));
  }

  private static Map<String, Function<Request, Answer>> ownCommands(SweepControl control) {
    return Map.of(
        "status", request -> control.status(request.sweep()),
        "stop", request -> control.stop(request.sweep()),
        "report", request -> control.report(request.sweep(), request.export()),
        "compare",
            request ->
                control.compare(
                    request.sweep(),
                    request.text(),
                    request.flags().isEmpty() ? "" : request.flags().get(0)),
        "rebuild", request -> control.rebuild(request.sweep(), request.export()),
        "rm", request -> control.remove(request.sweep(), request.deed()),
        "gc", request -> control.free(request.bounds(), request.deed()));
  }

  private static Map<String, Function<Request, Answer>> commands(
      SweepControl control, ServerControl server) {
    Map<String, Function<Request, Answer>> commands = new HashMap<>(ownCommands(control));
    commands.put("run", request -> server.run(request.text(), request.flags()));
    commands.put("resume", request -> server.resume(request.sweep(), request.flags()));
    commands.put("follow", request -> server.follow(Long.parseLong(request.text())));
    for (ScheduleAction deed : ScheduleAction.values()) {
      commands.put(
          deed.command(), request -> server.schedule(deed, request.sweep(), request.text()));
    }
    return commands;
  }

  private ControlEndpoint(Map<String, Function<Request, Answer>> commands) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // A stop must not wait behind a report.
    workers = Executors.newCachedThreadPool(new DaemonThreads("control"));
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
      String given = exchange.getRequestHeaders().getFirst(AccessToken.HEADER);
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
                ? new Answer(
                    4,
                    "the owner of this home runs one sweep and takes no `%s`; `gpicl serve` would"
                        .formatted(request.command()))
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
