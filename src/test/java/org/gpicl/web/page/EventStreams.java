package org.gpicl.web.page;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** The pages that listen to {@code /api/events}. */
final class EventStreams {
  private final List<HttpExchange> pages = new CopyOnWriteArrayList<>();
  private final List<HttpExchange> held = new CopyOnWriteArrayList<>();

  /** A page is dropped as soon as it can see that it listens. */
  synchronized void open(HttpExchange exchange, Object sweeps) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    write(exchange, event("sweeps", sweeps));
    pages.add(exchange);
  }

  void hold(HttpExchange exchange) {
    held.add(exchange);
  }

  int count() {
    return pages.size();
  }

  void send(String type, Object data) {
    for (HttpExchange page : pages) {
      try {
        write(page, event(type, data));
      } catch (IOException e) {
        pages.remove(page);
        page.close();
      }
    }
  }

  synchronized void drop() {
    pages.forEach(HttpExchange::close);
    pages.clear();
    held.forEach(HttpExchange::close);
    held.clear();
  }

  private static String event(String type, Object data) {
    return "event: " + type + "\ndata: " + JsonMapper.shared().writeValueAsString(data) + "\n\n";
  }

  private static synchronized void write(HttpExchange page, String text) throws IOException {
    page.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    page.getResponseBody().flush();
  }
}
