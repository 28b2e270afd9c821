package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.Needs;

/**
 * Another host as far as the network is concerned: a network namespace with a cable to this one,
 * which can be pulled without either end noticing. Only root may make one.
 */
final class OtherHost implements AutoCloseable {
  /** All such hosts, and this one as they see it. */
  static final String NETWORK = "10.231.0.0/16";

  private final int number;
  private final String name;

  private OtherHost(int number) {
    this.number = number;
    this.name = "gpicl" + number;
  }

  /**
   * @param number up to 250, another one for each host
   */
  static OtherHost connected(int number) throws Exception {
    OtherHost host = new OtherHost(number);
    host.close();
    if (!host.may("ip", "netns", "add", host.name)) {
      Needs.missing("network namespaces, which root may make");
    }
    String here = host.name;
    host.must(
        "ip", "link", "add", here, "type", "veth", "peer", "name", "there", "netns", host.name);
    host.must("ip", "addr", "add", host.addressOfThisHost() + "/24", "dev", here);
    host.must("ip", "link", "set", here, "up");
    host.mustThere("ip", "addr", "add", "10.231.%d.2/24".formatted(number), "dev", "there");
    host.mustThere("ip", "link", "set", "there", "up");
    host.mustThere("ip", "link", "set", "lo", "up");
    return host;
  }

  /** Where that host finds what listens on this one. */
  String addressOfThisHost() {
    return "10.231.%d.1".formatted(number);
  }

  /** What makes a command run there. */
  List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** Pulls the cable: what is sent is lost, in both directions, and neither end learns of it. */
  void cut() throws Exception {
    limit("8bit", "1", "1");
  }

  /** So many bits a second, such as {@code 2mbit}, get through. */
  void slow(String rate) throws Exception {
    limit(rate, "16kb", "64kb");
  }

  /** A packet larger than a burst is lost. */
  private void limit(String rate, String burst, String limit) throws Exception {
    String[] bucket = {"root", "tbf", "rate", rate, "burst", burst, "limit", limit};
    must(joined(List.of("tc", "qdisc", "replace", "dev", name), bucket));
    mustThere(joined(List.of("tc", "qdisc", "replace", "dev", "there"), bucket));
  }

  /** The cable is as new. */
  void restore() throws Exception {
    must("tc", "qdisc", "del", "dev", name, "root");
    mustThere("tc", "qdisc", "del", "dev", "there", "root");
  }

  @Override
  public void close() throws Exception {
    may("ip", "netns", "del", name);
    may("ip", "link", "del", name);
  }

  private void mustThere(String... command) throws Exception {
    must(joined(prefix(), command));
  }

  private static String[] joined(List<String> first, String... second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(second));
    return all.toArray(String[]::new);
  }

  private void must(String... command) throws Exception {
    assertThat(may(command)).as(String.join(" ", command)).isTrue();
  }

  private boolean may(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
