package org.gpicl.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Requests that would change something, and what there is to object to in them. */
final class WriteRequests {
  static final long MAX_BYTES = 9_000_000;
  private static final String VERDICT = "Sec-Fetch-Site";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private WriteRequests() {}

  static boolean reads(HttpServletRequest request) {
    return READING.contains(request.getMethod());
  }

  static boolean writes(HttpServletRequest request) {
    return !reads(request);
  }

  /**
   * A browser sends the origin of the page that asks, and to TLS and loopback also its own verdict,
   * which no proxy changes.
   */
  static boolean fromAnotherSite(HttpServletRequest request, KnownHosts hosts) {
    String origin = request.getHeader("Origin");
    if (reads(request) || origin == null || "same-origin".equals(request.getHeader(VERDICT))) {
      return false;
    }
    try {
      SiteOrigin page = SiteOrigin.ofPage(origin);
      return !page.leadsTo(SiteOrigin.ofHost(request.getHeader("Host")))
          && !page.leadsTo(SiteOrigin.ofServer(request))
          && !hosts.list(page.name());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  static boolean tooLong(HttpServletRequest request) {
    return writes(request) && request.getContentLengthLong() > MAX_BYTES;
  }

  static boolean ofUnknownLength(HttpServletRequest request) {
    return writes(request)
        && request.getHeader("Transfer-Encoding") != null
        && request.getContentLengthLong() < 0;
  }
}
