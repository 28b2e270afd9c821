package org.gpicl.web.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * The names that this server answers to. A page of another site cannot read it through a name of
 * its own that leads here (DNS rebinding).
 */
final class KnownHosts {
  private final List<String> names;
  private final boolean everyAddress;

  /**
   * @param names in addition to localhost
   * @param everyAddress whether it listens on more than loopback: then every numeric address is
   *     known
   */
  KnownHosts(List<String> names, boolean everyAddress) {
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.everyAddress = everyAddress;
  }

  /**
   * @param host as in the Host header, with or without a port; null if there is none
   */
  boolean know(String host) {
    if (host == null) {
      return false;
    }
    String name = withoutPort(host.toLowerCase(Locale.ROOT));
    return name.equals("localhost") || names.contains(name) || numeric(name);
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      return host.substring(0, host.indexOf(']') + 1);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
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
