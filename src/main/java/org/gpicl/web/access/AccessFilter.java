package org.gpicl.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets in what {@link Access} does not refuse, and tells browsers what the page may do. */
public final class AccessFilter extends OncePerRequestFilter {
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final Access access;

  public AccessFilter(Access access) {
    this.access = access;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    Optional<Access.Refusal> refusal =
        access.refuses(
            new Access.Asked(
                request.getMethod(),
                request.getHeader("Host"),
                request.getHeader("Origin"),
                given(request),
                chunked,
                request.getContentLengthLong()));
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      refuse(response, refusal.get());
    }
  }

  private static String given(HttpServletRequest request) {
    String bearer = request.getHeader("Authorization");
    return bearer != null && bearer.startsWith("Bearer ")
        ? bearer.substring("Bearer ".length())
        : request.getHeader(AccessToken.HEADER);
  }

  private static void refuse(HttpServletResponse response, Access.Refusal refusal)
      throws IOException {
    HttpStatus status = HttpStatus.valueOf(refusal.status());
    response.setStatus(refusal.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            JsonMapper.shared()
                .writeValueAsBytes(
                    Map.of(
                        "type", "about:blank",
                        "title", status.getReasonPhrase(),
                        "status", refusal.status(),
                        "detail", refusal.detail())));
  }
}
