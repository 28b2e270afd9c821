package org.gpicl.web.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the page from the class path, as Spring Boot does, and answers its requests with sweeps
 * that are made up. It can go away and come back.
 */
final class FakeServer implements AutoCloseable {
  static final String TOKEN = "a-token-of-the-test";

  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml");

  final Map<String, FakeSweep> sweeps = new LinkedHashMap<>();
  final List<Map<String, Object>> history = new CopyOnWriteArrayList<>();
  final List<Map<String, Object>> workers = new CopyOnWriteArrayList<>();
  final List<Write> writes = new CopyOnWriteArrayList<>();
  private final EventStreams events = new EventStreams();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile boolean gone;
  private volatile String refusal;
  private volatile boolean holding;
  private volatile boolean crowded;

  /** A request that would change something. */
  record Write(String path, String token, String body) {}

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  FakeServer add(FakeSweep sweep) {
    sweeps.put(sweep.name, sweep);
    return this;
  }

  /** Changes a cell and tells the pages, as the server does. */
  void change(FakeSweep sweep, FakeCell... cells) {
    Arrays.stream(cells).forEach(sweep::put);
    events.send("cells", Map.of("sweep", sweep.name, "cells", List.of(cells)));
    tellSweeps();
  }

  void tellSweeps() {
    events.send("sweeps", summaries());
  }

  void tellHistory() {
    events.send("history", Map.of());
  }

  void goAway() {
    gone = true;
    events.drop();
  }

  void comeBack() {
    gone = false;
  }

  /** From now on streams are held back, as by a proxy that waits for the end of an answer. */
  void holdStreams() {
    holding = true;
  }

  /** Whether too many pages listen for one more. */
  void crowded(boolean now) {
    crowded = now;
    if (now) {
      events.drop();
    }
  }

  /** How many pages or workers listen. */
  int streams() {
    return events.count();
  }

  /** From now on writes are refused for this reason. */
  void refuse(String detail) {
    refusal = detail;
  }

  private List<Map<String, Object>> summaries() {
    return sweeps.values().stream().map(FakeSweep::summary).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (gone) {
      exchange.close();
    } else if (path.equals("/api/events") && crowded) {
      json(exchange, 503, problem(503, "150 pages listen already"));
    } else if (path.equals("/api/events") && !holding) {
      events.open(exchange, summaries());
    } else if (path.equals("/api/events")) {
      events.hold(exchange);
    } else if (exchange.getRequestMethod().equals("POST")) {
      write(exchange, path);
    } else if (path.startsWith("/api/")) {
      Object found = read(exchange, path.substring("/api/".length()).split("/"));
      json(exchange, found == null ? 404 : 200, found == null ? problem(404, "not here") : found);
    } else {
      file(exchange, path);
    }
  }

  private Object read(HttpExchange exchange, String[] path) {
    if (path[0].equals("sweeps") && path.length == 1) {
      return summaries();
    }
    if (path[0].equals("sweeps")) {
      FakeSweep sweep = sweeps.get(URLDecoder.decode(path[1], StandardCharsets.UTF_8));
      if (sweep == null) {
        return null;
      }
      if (path.length == 2) {
        return sweep.detail();
      }
      return path[2].equals("files")
          ? sweep.files(exchange.getRequestURI().getQuery())
          : sweep.cell(path[3]);
    }
    return switch (path[0]) {
      case "schedules" ->
          sweeps.values().stream().map(s -> s.schedule).filter(s -> s != null).toList();
      case "history" -> history;
      case "workers" -> workers;
      case "server" ->
          Map.of(
              "id",
              "the-fake-one",
              "mayWrite",
              TOKEN.equals(exchange.getRequestHeaders().getFirst("Gpicl-Token")),
              "version",
              "0.1.0",
              "home",
              "/home/ada/gpicl-home",
              "cores",
              2);
      default -> null;
    };
  }

  private void write(HttpExchange exchange, String path) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Gpicl-Token");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    writes.add(new Write(path, token, body));
    if (!TOKEN.equals(token)) {
      json(exchange, 403, problem(403, "the token is not that of this server"));
    } else if (refusal != null) {
      json(exchange, 409, problem(409, refusal));
    } else {
      json(exchange, 202, Map.of("told", "asked: " + path));
    }
  }

  private static Map<String, Object> problem(int status, String detail) {
    return Map.of("type", "about:blank", "title", "Refused", "status", status, "detail", detail);
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    String name =
        path.startsWith("/webjars/")
            ? "META-INF/resources" + path
            : "static" + (path.equals("/") ? "/index.html" : path);
    try (InputStream in = FakeServer.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        json(exchange, 404, problem(404, "no such file"));
        return;
      }
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
      send(exchange, 200, TYPES.get(name.replaceFirst(".*\\.", "")), in.readAllBytes());
    }
  }

  private static void json(HttpExchange exchange, int status, Object body) throws IOException {
    String type = status < 400 ? "application/json" : "application/problem+json";
    send(exchange, status, type, JsonMapper.shared().writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    gone = true;
    events.drop();
    server.stop(0);
    threads.shutdownNow();
  }
}
