package org.gpicl.web.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The pages that listen. Anyone may, so their number is bounded, and those without the token must
 * not keep out those with it: the last places are kept for these.
 */
final class Listeners {
  static final int MOST = 200;
  static final int MOST_WITHOUT_TOKEN = 150;

  private final Set<PageConnection> all = ConcurrentHashMap.newKeySet();
  private final Set<PageConnection> withoutToken = ConcurrentHashMap.newKeySet();

  /**
   * @param connect makes the connection, given what to call when it is gone
   * @throws TooManyPages if too many listen already
   */
  synchronized PageConnection admit(
      Function<Consumer<PageConnection>, PageConnection> connect, boolean hasToken) {
    if (all.size() >= MOST) {
      throw new TooManyPages(MOST + " pages listen already; close one");
    }
    if (!hasToken && withoutToken.size() >= MOST_WITHOUT_TOKEN) {
      throw new TooManyPages(
          MOST_WITHOUT_TOKEN
              + " pages without the token listen already; close one, or open the link that"
              + " `gpicl serve` printed");
    }
    PageConnection page = connect.apply(this::remove);
    all.add(page);
    if (!hasToken) {
      withoutToken.add(page);
    }
    return page;
  }

  private void remove(PageConnection gone) {
    all.remove(gone);
    withoutToken.remove(gone);
  }

  int size() {
    return all.size();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void forEach(Consumer<PageConnection> action) {
    all.forEach(action);
  }
}
