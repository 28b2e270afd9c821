package org.gpicl.home;

/**
 * The file by which other processes find the owner of a home.
 *
 * @param pid its process
 * @param port where it answers other processes, on loopback
 * @param token required in each request
 * @param since when it took the home, ISO 8601
 * @param sweep what it runs; empty for a server, which runs what it is asked to
 * @param page where a server's page is; empty for a process that runs one sweep
 * @param version of the program; null if it is older than this field
 */
public record Owner(
    long pid, int port, String token, String since, String sweep, String page, String version) {

  /** Whether it accepts orders. */
  public boolean serves() {
    return page != null && !page.isEmpty();
  }
}
