package org.gpicl.web.remote;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.function.IntSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.gpicl.web.access.AccessToken;

/** Keeps Tomcat's control port apart: it has no page, and the page's port has no control. */
final class ControlValve extends ValveBase {
  private final ControlCalls calls;
  private final IntSupplier port;

  ControlValve(ControlCalls calls, IntSupplier port) {
    super(true);
    this.calls = calls;
    this.port = port;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getLocalPort() != port.getAsInt()) {
      getNext().invoke(request, response);
      return;
    }
    ControlCalls.Reply reply =
        calls.reply(
            request.getRequestURI(),
            request.getHeader(AccessToken.HEADER),
            request.getInputStream());
    response.setStatus(reply.status());
    response.setContentLength(reply.body().length);
    response.getOutputStream().write(reply.body());
    response.finishResponse();
  }
}
