package org.gpicl.home;

/**
 * The file by which other processes find the owner of a home.
 *
 * @param pid its process
 * @param port where its control endpoint listens, on loopback
 * @param token what a request must carry
 * @param since when it took the home, ISO 8601
 * @param sweep what it runs; empty for a server, which runs what it is asked to
 * @param page where a server's page is; empty for a process that runs one sweep
 */
public record Owner(long pid, int port, String token, String since, String sweep, String page) {

  /** A process that runs one sweep. */
  public Owner(long pid, int port, String token, String since, String sweep) {
    this(pid, port, token, since, sweep, "");
  }

  /** Whether it takes orders. */
  public boolean serves() {
    return page != null && !page.isEmpty();
  }
}
