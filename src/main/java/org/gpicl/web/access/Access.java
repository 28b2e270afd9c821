package org.gpicl.web.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request may be answered: a page of another site must neither write (its Origin is
 * another, and it has no token) nor read through a name of its own that leads here (DNS rebinding:
 * the Host is not ours).
 */
public final class Access {
  static final long MOST_BYTES = 9_000_000;
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final AccessToken token;
  private final List<String> hosts;
  private final boolean everyAddress;

  /**
   * @param hosts names beside those of loopback
   * @param everyAddress whether it listens on more than loopback: then numeric addresses are ours
   */
  public Access(AccessToken token, List<String> hosts, boolean everyAddress) {
    this.token = token;
    this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    this.everyAddress = everyAddress;
  }

  /**
   * What is asked.
   *
   * @param host the Host header; null if missing, as the others
   * @param length of the body; -1 if it is not told
   */
  record Asked(
      String method, String host, String origin, String given, boolean hasBody, long length) {}

  /** An answer that ends the matter. */
  record Refusal(int status, String detail) {}

  Optional<Refusal> refuses(Asked asked) {
    if (asked.host() == null || !ours(name(asked.host()))) {
      return Optional.of(
          new Refusal(
              421, "this server is not known as that; gpicl.serve.hosts lists further names"));
    }
    if (READING.contains(asked.method())) {
      return Optional.empty();
    }
    if (asked.origin() != null && !sameSite(asked.origin(), asked.host())) {
      return Optional.of(new Refusal(403, "a page of another site may not change anything here"));
    }
    if (!token.is(asked.given())) {
      return Optional.of(
          new Refusal(
              401,
              "changing something needs the token: open the link that `gpicl serve` printed, or"
                  + " send the text of the home's file `token` as header "
                  + AccessToken.HEADER));
    }
    if (asked.length() > MOST_BYTES) {
      return Optional.of(new Refusal(413, "more than %,d bytes".formatted(MOST_BYTES)));
    }
    if (asked.hasBody() && asked.length() < 0) {
      return Optional.of(new Refusal(411, "the length of the body must be told"));
    }
    return Optional.empty();
  }

  private static boolean sameSite(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A host without its port. */
  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[")) {
      return lower.substring(0, lower.indexOf(']') + 1);
    }
    int colon = lower.indexOf(':');
    return colon < 0 ? lower : lower.substring(0, colon);
  }

  private boolean ours(String name) {
    return name.equals("localhost") || hosts.contains(name) || numeric(name);
  }

  /** An address cannot be made to lead elsewhere, as a name can. */
  private boolean numeric(String name) {
    if (!name.matches("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]")) {
      return false;
    }
    try {
      return everyAddress || InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
