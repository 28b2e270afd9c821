package org.gpicl.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;

/**
 * Where a page comes from or a request goes to, as browsers compare it: a name and a port, which is
 * the scheme's own where none is written.
 *
 * @param port -1 if it is not known
 */
record SiteOrigin(String name, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /**
   * @param origin as in the Origin header
   * @throws IllegalArgumentException if it names no host, as `null` does
   */
  static SiteOrigin ofPage(String origin) {
    URI uri = URI.create(origin);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(origin);
    }
    int standard = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
    return new SiteOrigin(lower(uri.getHost()), uri.getPort() < 0 ? standard : uri.getPort());
  }

  /**
   * @param host as in the Host header
   * @throws IllegalArgumentException if it is no host
   */
  static SiteOrigin ofHost(String host) {
    URI uri = URI.create("//" + host);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(host);
    }
    return new SiteOrigin(lower(uri.getHost()), uri.getPort());
  }

  /** The server's name as the container sees it: the Host header, or what a proxy forwarded. */
  static SiteOrigin ofServer(HttpServletRequest request) {
    return new SiteOrigin(lower(request.getServerName()), request.getServerPort());
  }

  /** Many proxies pass the name on without its port; a page of another name is still another. */
  boolean leadsTo(SiteOrigin server) {
    return name.equals(server.name) && (server.port < 0 || port == server.port);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
