package org.gpicl.web.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Rejects requests under a name that is not the server's. {@code setAllowedHostnames} alone would
 * not do: for a request without a Host header, or with one that a proxy forwards, it sees a name
 * that the client did not ask for.
 */
final class HostFirewall extends StrictHttpFirewall {
  private final KnownHosts hosts;

  HostFirewall(KnownHosts hosts) {
    this.hosts = hosts;
    setAllowedHostnames(hosts::know);
  }

  @Override
  public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
    if (!hosts.know(request.getHeader("Host"))) {
      throw new RequestRejectedException("the Host header is not a name of this server");
    }
    return super.getFirewalledRequest(request);
  }
}
