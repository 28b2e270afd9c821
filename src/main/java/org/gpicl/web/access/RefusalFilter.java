package org.gpicl.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.GenericFilterBean;

/**
 * Refuses some writes for a reason that Spring Security has no check for: its CORS support compares
 * schemes as well, which differ behind a TLS proxy, and applies to reading too; nothing of it looks
 * at the length of a body.
 */
final class RefusalFilter extends GenericFilterBean {
  private final RequestMatcher refused;
  private final Function<HttpServletRequest, ProblemBody> problem;

  RefusalFilter(RequestMatcher refused, Function<HttpServletRequest, ProblemBody> problem) {
    this.refused = refused;
    this.problem = problem;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (refused.matches((HttpServletRequest) request)) {
      problem.apply((HttpServletRequest) request).writeTo((HttpServletResponse) response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
