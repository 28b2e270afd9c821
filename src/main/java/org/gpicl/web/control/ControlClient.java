package org.gpicl.web.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.gpicl.home.Owner;
import org.gpicl.web.access.AccessToken;
import tools.jackson.databind.json.JsonMapper;

/** Asks the owner of a home. */
public final class ControlClient {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Owner owner;

  public ControlClient(Owner owner) {
    this.owner = owner;
  }

  /**
   * @throws IOException if the owner does not answer
   */
  public Answer ask(ControlEndpoint.Request request) throws IOException, InterruptedException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    HttpRequest http =
        HttpRequest.newBuilder(
                URI.create(
                    "http://%s:%d/control"
                        .formatted(host.contains(":") ? "[" + host + "]" : host, owner.port())))
            .timeout(PATIENCE)
            .header(AccessToken.HEADER, owner.token())
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    JsonMapper.shared().writeValueAsBytes(request)))
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(http, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("the owner of this home answered " + response.statusCode());
    }
    return JsonMapper.shared().readValue(response.body(), Answer.class);
  }
}
