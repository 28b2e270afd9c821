package org.gpicl.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A page that is slower than what happens. */
class PageConnectionTest {
  private final List<Runnable> later = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private boolean gone;

  private final SseEmitter emitter =
      new SseEmitter() {
        @Override
        public void send(SseEventBuilder event) throws java.io.IOException {
          if (gone) {
            throw new java.io.IOException("the page is gone");
          }
          Set<DataWithMediaType> parts = event.build();
          sent.add(
              parts.stream().map(part -> part.getData().toString()).collect(Collectors.joining()));
        }
      };

  private final PageConnection listener = new PageConnection(emitter, later::add, left -> {});

  private void sendAll() {
    while (!later.isEmpty()) {
      later.remove(0).run();
    }
  }

  @Test
  void nothingIsSentByWhoeverTells() {
    listener.offer("sweeps", "[1]");
    assertThat(sent).isEmpty();
    sendAll();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).contains("event:sweeps", "[1]");
  }

  @Test
  void ofWhatReplacesItselfOnlyTheNewestIsSentAndNothingOfWhatAddsUpIsLost() {
    for (int k = 0; k < 10; k++) {
      listener.offer("sweeps", "[" + k + "]");
      listener.offer("cells", "{" + k + "}");
    }
    assertThat(later).as("senders at a time").hasSize(1);
    sendAll();
    assertThat(sent).filteredOn(event -> event.contains("event:sweeps")).hasSize(1);
    assertThat(sent).filteredOn(event -> event.contains("event:cells")).hasSize(10);
    assertThat(String.join("", sent)).contains("[9]").doesNotContain("[8]");
  }

  @Test
  void aPageThatIsFarBehindIsToldToLookAnew() {
    for (int k = 0; k < 1_000; k++) {
      listener.offer("cells", "{" + k + "}");
    }
    sendAll();
    assertThat(sent).hasSizeLessThan(150).anyMatch(event -> event.contains("event:history"));
  }

  @Test
  void aPageThatIsGoneIsSentNothingMore() {
    gone = true;
    listener.offer("sweeps", "[1]");
    sendAll();
    gone = false;
    listener.offer("sweeps", "[2]");
    sendAll();
    assertThat(sent).isEmpty();
  }
}
