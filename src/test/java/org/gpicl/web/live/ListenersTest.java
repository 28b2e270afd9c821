package org.gpicl.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who may listen when many do. */
class ListenersTest {
  private final Listeners listeners = new Listeners();

  private PageConnection admit(boolean hasToken) {
    return listeners.admit(gone -> new PageConnection(Runnable::run, gone), hasToken);
  }

  @Test
  void thoseWithoutTheTokenNeverKeepOutThoseWithIt() {
    for (int k = 0; k < Listeners.MOST_WITHOUT_TOKEN; k++) {
      admit(false);
    }
    assertThatThrownBy(() -> admit(false))
        .isInstanceOfSatisfying(
            TooManyPages.class,
            refusal -> {
              assertThat(refusal.getStatusCode().value()).isEqualTo(503);
              assertThat(refusal.getHeaders().toSingleValueMap())
                  .containsEntry("Retry-After", "10");
              assertThat(refusal.getBody().getDetail())
                  .contains("150 pages without the token listen already", "gpicl serve");
            });
    while (listeners.size() < Listeners.MOST) {
      admit(true);
    }
    assertThatThrownBy(() -> admit(true)).hasMessageContaining("200 pages listen already");
  }

  @Test
  void aPageThatIsGoneGivesUpItsPlace() {
    AtomicReference<Consumer<PageConnection>> gone = new AtomicReference<>();
    PageConnection page =
        listeners.admit(
            whenGone -> {
              gone.set(whenGone);
              return new PageConnection(Runnable::run, whenGone);
            },
            false);
    assertThat(listeners.size()).isEqualTo(1);
    gone.get().accept(page);
    assertThat(listeners.isEmpty()).isTrue();
  }
}
