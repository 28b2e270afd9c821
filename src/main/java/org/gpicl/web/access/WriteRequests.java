package org.gpicl.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;

/** Requests that would change something, and what there is to object to in them. */
final class WriteRequests {
  static final long MAX_BYTES = 9_000_000;
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private WriteRequests() {}

  static boolean reads(HttpServletRequest request) {
    return READING.contains(request.getMethod());
  }

  static boolean writes(HttpServletRequest request) {
    return !reads(request);
  }

  /** A browser sends the origin of the page that asks. */
  static boolean fromAnotherSite(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return writes(request) && origin != null && !sameSite(origin, request.getHeader("Host"));
  }

  private static boolean sameSite(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
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
