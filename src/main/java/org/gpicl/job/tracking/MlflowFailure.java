package org.gpicl.job.tracking;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.gpicl.report.grid.OneLine;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says in our own words why a request to MLflow failed. */
final class MlflowFailure {
  private static final int LONGEST_REASON = 200;

  /** Spring's word for a request that took longer than it may. */
  private static final String CANCELLED = "Request cancelled";

  private MlflowFailure() {}

  static TrackerException noMlflow(Throwable cause) {
    return TrackerException.away(
        "what answers there is no MLflow server; its address is that of its page, such as http://HOST:5000",
        cause);
  }

  static TrackerException of(RestClientException e) {
    if (e instanceof HttpClientErrorException refused) {
      HttpStatusCode status = refused.getStatusCode();
      if (status.isSameCodeAs(HttpStatus.UNAUTHORIZED)
          || status.isSameCodeAs(HttpStatus.FORBIDDEN)) {
        return TrackerException.away(
            "it asks for a name and password: MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN; they are sent to the server in gpicl.mlflow.uri only",
            e);
      }
      return isMlflows(refused)
          ? TrackerException.refused(status.value() + " " + reason(refused), e)
          : noMlflow(e);
    }
    if (e instanceof HttpServerErrorException broken) {
      return TrackerException.away("it answers " + broken.getStatusCode().value(), e);
    }
    Throwable root = e.getMostSpecificCause();
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof UnresolvedAddressException) {
        return TrackerException.away("there is no server at this address", e);
      }
      if (t instanceof HttpTimeoutException
          || t instanceof SocketTimeoutException
          || CANCELLED.equals(t.getMessage())) {
        return TrackerException.away("it takes too long to answer", e);
      }
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return TrackerException.away(OneLine.cut(OneLine.of(why), LONGEST_REASON), e);
  }

  private static boolean isMlflows(HttpClientErrorException refused) {
    return refused.getResponseBodyAsString().contains("\"error_code\"");
  }

  /** MLflow's own words. */
  private static String reason(HttpClientErrorException refused) {
    JsonNode said = JsonMapper.shared().readTree(refused.getResponseBodyAsString());
    return OneLine.cut(OneLine.of(said.path("message").asString("")), LONGEST_REASON);
  }
}
