package org.gpicl.web.access;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers requests that Tomcat refuses before any filter sees them, such as for a {@code %2f} in
 * the path, in the place of its own page.
 */
final class UnreadableRequests extends ErrorReportValve {
  private static final String DETAIL =
      "this request cannot be read, such as an address with an encoded slash; /api/openapi"
          + " describes what there is";

  private static final String OTHERWISE = "the log of the server may say more";

  private UnreadableRequests() {}

  /** Has the host of a server's context answer so. */
  static void answered(Context context) {
    StandardHost host = (StandardHost) context.getParent();
    host.setErrorReportValveClass("");
    host.getPipeline().addValve(new UnreadableRequests());
  }

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null || !status.isError() || response.getContentWritten() > 0) {
      return;
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding("UTF-8");
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            new ProblemBody(status, status == HttpStatus.BAD_REQUEST ? DETAIL : OTHERWISE).json());
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("The client has gone", gone);
    }
  }
}
