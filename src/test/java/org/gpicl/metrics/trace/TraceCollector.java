package org.gpicl.metrics.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Receives traces by OTLP over HTTP, as Jaeger does.
 *
 * <p>Source: {@code trace_service.proto} and {@code trace.proto} of OTLP 1; the numbers are those
 * of the fields there.
 */
public final class TraceCollector implements AutoCloseable {
  private static final int ERROR = 2;

  private final HttpServer server;
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;

  /**
   * A span.
   *
   * @param parent empty for the first of a trace
   * @param attributes as texts
   */
  public record ReceivedSpan(
      String trace,
      String id,
      String parent,
      String name,
      Map<String, String> attributes,
      boolean failed) {}

  private TraceCollector(HttpServer server) {
    this.server = server;
  }

  public static TraceCollector start() throws IOException {
    TraceCollector collector =
        new TraceCollector(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    collector.server.createContext("/v1/traces", collector::receive);
    collector.server.start();
    return collector;
  }

  /** As {@code OTEL_EXPORTER_OTLP_ENDPOINT} has it. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was received so far. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** The spans of a name. */
  public List<ReceivedSpan> spans(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** Answers with a status from now on. */
  void answer(int status) {
    answer = status;
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (answer == 200) {
      UnknownFieldSet request = UnknownFieldSet.parseFrom(body);
      for (UnknownFieldSet resource : messages(request, 1)) {
        for (UnknownFieldSet scope : messages(resource, 2)) {
          for (UnknownFieldSet span : messages(scope, 2)) {
            spans.add(span(span));
          }
        }
      }
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private static ReceivedSpan span(UnknownFieldSet span) throws InvalidProtocolBufferException {
    Map<String, String> attributes = new TreeMap<>();
    for (UnknownFieldSet attribute : messages(span, 9)) {
      attributes.put(text(attribute, 1), value(messages(attribute, 2).get(0)));
    }
    boolean failed =
        messages(span, 15).stream()
            .anyMatch(status -> status.getField(3).getVarintList().contains((long) ERROR));
    return new ReceivedSpan(
        hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), attributes, failed);
  }

  private static String value(UnknownFieldSet any) {
    if (any.hasField(1)) {
      return text(any, 1);
    }
    return any.hasField(3)
        ? String.valueOf(any.getField(3).getVarintList().get(0))
        : String.valueOf(Double.longBitsToDouble(any.getField(4).getFixed64List().get(0)));
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field)
      throws InvalidProtocolBufferException {
    List<UnknownFieldSet> messages = new ArrayList<>();
    for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
      messages.add(UnknownFieldSet.parseFrom(bytes));
    }
    return messages;
  }

  private static String text(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
  }

  private static String hex(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream()
        .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
