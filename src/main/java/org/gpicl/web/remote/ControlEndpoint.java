package org.gpicl.web.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.control.HomeControl;

/** Listens on loopback for other terminals, in a process that runs one sweep and has no Tomcat. */
public final class ControlEndpoint implements AutoCloseable {
  /** A stop must not wait behind a report, but connections must not make threads without end. */
  private static final int THREADS = 16;

  /** How long a request may take to arrive, in seconds; the JDK's server waits without end. */
  private static final String LONGEST_REQUEST = "sun.net.httpserver.maxReqTime";

  private final ControlCalls calls;
  private final HttpServer server;
  private final ExecutorService workers;

  public ControlEndpoint(HomeControl control) throws IOException {
    calls = new ControlCalls(control);
    System.setProperty(LONGEST_REQUEST, System.getProperty(LONGEST_REQUEST, "2"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    workers = Executors.newFixedThreadPool(THREADS, new DaemonThreads("control"));
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String token() {
    return calls.token();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ControlCalls.Reply reply =
          calls.reply(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst(AccessToken.HEADER),
              exchange.getRequestBody());
      int length = reply.body().length;
      exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  @Override
  public void close() {
    calls.close();
    workers.shutdown();
    server.stop(0);
  }
}
