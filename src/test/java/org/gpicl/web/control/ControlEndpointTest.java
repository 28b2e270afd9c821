package org.gpicl.web.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.gpicl.home.Owner;
import org.gpicl.job.upkeep.HomeBounds;
import org.junit.jupiter.api.Test;

class ControlEndpointTest {
  private static final SweepControl CONTROL =
      new SweepControl() {
        @Override
        public Answer status(String sweep) {
          return new Answer(0, "status of " + sweep);
        }

        @Override
        public Answer stop(String sweep) {
          throw new IllegalStateException("the disk is gone");
        }

        @Override
        public Answer report(String sweep, boolean export) {
          return new Answer(0, "report of " + sweep + (export ? " with export" : ""));
        }

        @Override
        public Answer compare(String first, String second, String directory) {
          return new Answer(0, first + " with " + second + " into " + directory);
        }

        @Override
        public Answer remove(String sweep, DeletionMode deed) {
          return new Answer(0, "rm of " + sweep + ": " + deed);
        }

        @Override
        public Answer free(HomeBounds bounds, DeletionMode deed) {
          return new Answer(0, "gc of " + bounds + ": " + deed);
        }

        @Override
        public Answer rebuild(String sweep, boolean export) {
          return new Answer(0, "rebuilt " + sweep + (export ? " with export" : ""));
        }
      };

  private static Answer ask(ControlEndpoint endpoint, String token, String command)
      throws Exception {
    Owner owner = new Owner(1, endpoint.port(), token, "now", "s");
    return new ControlClient(owner).ask(new ControlEndpoint.Request(command, "s", true));
  }

  @Test
  void whoHasTheTokenIsAnswered() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      assertThat(ask(endpoint, endpoint.token(), "status").text()).isEqualTo("status of s");
      assertThat(ask(endpoint, endpoint.token(), "report").text()).endsWith("with export");
      assertThat(ask(endpoint, endpoint.token(), "rebuild").text())
          .isEqualTo("rebuilt s with export");
    }
  }

  @Test
  void boundsAndDeedsArriveAsTheyWereAskedFor() throws Exception {
    HomeBounds bounds = new HomeBounds(Duration.ofDays(30), 5_000_000_000L);
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      Owner owner = new Owner(1, endpoint.port(), endpoint.token(), "now", "s");
      ControlClient client = new ControlClient(owner);
      assertThat(
              client.ask(new ControlEndpoint.Request("gc", "", bounds, DeletionMode.LOOK)).text())
          .isEqualTo("gc of " + bounds + ": LOOK");
      assertThat(client.ask(new ControlEndpoint.Request("rm", "s", bounds, DeletionMode.DO)).text())
          .isEqualTo("rm of s: DO");
    }
  }

  @Test
  void whatIsComparedArrivesAsItWasAskedFor() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      Owner owner = new Owner(1, endpoint.port(), endpoint.token(), "now", "s");
      ControlEndpoint.Request compare =
          new ControlEndpoint.Request("compare", "a", "b", List.of("/tmp/out"));
      assertThat(new ControlClient(owner).ask(compare).text()).isEqualTo("a with b into /tmp/out");
    }
  }

  @Test
  void withoutTheTokenNothingIsDone() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      for (String wrong : new String[] {"", "0".repeat(64), endpoint.token().substring(1)}) {
        assertThatThrownBy(() -> ask(endpoint, wrong, "status"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("403");
      }
    }
  }

  @Test
  void whatGoesWrongIsAnAnswerToo() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      Answer broken = ask(endpoint, endpoint.token(), "stop");
      assertThat(broken.exit()).isEqualTo(1);
      assertThat(broken.text()).contains("the disk is gone");
      assertThat(ask(endpoint, endpoint.token(), "dance").exit()).isEqualTo(4);
    }
  }
}
