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
  private static final String ANY = "*";

  private final List<String> names;
  private final boolean everyAddress;

  /**
   * @param names in addition to localhost; one that begins with {@code *.} is every name below it
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
    return name.equals("localhost") || list(name) || below(name) || numeric(name);
  }

  /** Whether the configuration has this very name, so that whose it is needs no guess. */
  boolean list(String name) {
    return names.contains(name);
  }

  private boolean below(String name) {
    return names.stream()
        .filter(one -> one.startsWith(ANY))
        .map(one -> one.substring(ANY.length()))
        .anyMatch(domain -> name.length() > domain.length() && name.endsWith(domain));
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
