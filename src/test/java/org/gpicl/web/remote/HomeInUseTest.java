package org.gpicl.web.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeInUseTest {
  @TempDir Path directory;

  @Test
  void anOwnerThatDoesNotAnswerIsNamedAsEveryCommandNamesIt() throws Exception {
    Home home = new Home(directory.resolve("home"));
    try (ServerSocket asleep = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      lock.announce(new Owner(4711, asleep.getLocalPort(), "t", "now", "night", "", "1"));
      assertThat(HomeInUse.message(home, ".", Duration.ofMillis(50)))
          .startsWith("process 4711 owns this home and has not answered")
          .contains("kill -CONT 4711");
    }
  }

  @Test
  void aRunThatAnswersCanBeStopped() throws Exception {
    Home home = new Home(directory.resolve("home"));
    try (ControlEndpoint endpoint = new ControlEndpoint(null);
        OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      lock.announce(new Owner(4711, endpoint.port(), "t", "now", "night", "", "1"));
      assertThat(HomeInUse.message(home, "."))
          .contains("process 4711 has been running sweep night", "`gpicl stop night` stops it.");
    }
  }

  @Test
  void aProcessThatHasNotSaidWhatItIsMayBeStarting() throws Exception {
    Home home = new Home(directory.resolve("home"));
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      assertThat(HomeInUse.message(home, "."))
          .startsWith(home.root().toString())
          .contains("still starting", "try again in a moment");
    }
  }
}
