package org.gpicl.web.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A page that listens. One event of each kind waits for it at most, the newest, except that changed
 * cells add up: a page that cannot keep up gets the event that the history changed, and looks anew.
 */
final class PageConnection {
  private static final int MOST_WAITING = 100;
  private static final String LOOK_ANEW = "history";

  private final SseEmitter emitter;
  private final Executor senders;
  private final Map<String, String> box = new LinkedHashMap<>();
  private boolean sending;
  private long number;

  /** A page that listens for as long as it likes. */
  PageConnection(Executor senders, Consumer<PageConnection> gone) {
    this(new SseEmitter(0L), senders, gone);
  }

  PageConnection(SseEmitter emitter, Executor senders, Consumer<PageConnection> gone) {
    this.emitter = emitter;
    this.senders = senders;
    emitter.onCompletion(() -> gone.accept(this));
    emitter.onTimeout(() -> gone.accept(this));
    emitter.onError(failure -> gone.accept(this));
  }

  SseEmitter emitter() {
    return emitter;
  }

  synchronized void offer(String event, String data) {
    if (event.equals("cells")) {
      box.put(event + " " + number++, data);
      if (box.size() > MOST_WAITING) {
        box.clear();
        box.put(LOOK_ANEW, "{}");
      }
    } else {
      box.put(event, data);
    }
    send();
  }

  /** A line that says nothing, so that both ends see whether the other is there. */
  synchronized void alive() {
    if (!sending) {
      box.putIfAbsent("", "");
      send();
    }
  }

  private void send() {
    if (!sending && !box.isEmpty()) {
      sending = true;
      try {
        senders.execute(this::empty);
      } catch (RejectedExecutionException closing) {
        sending = false;
      }
    }
  }

  private void empty() {
    while (true) {
      Map<String, String> now;
      synchronized (this) {
        if (box.isEmpty()) {
          sending = false;
          return;
        }
        now = new LinkedHashMap<>(box);
        box.clear();
      }
      try {
        for (Map.Entry<String, String> event : now.entrySet()) {
          emitter.send(event(event.getKey(), event.getValue()));
        }
      } catch (IOException | IllegalStateException gone) {
        // Its completion takes it off the list; nothing more is sent.
        emitter.completeWithError(gone);
        return;
      }
    }
  }

  private static SseEmitter.SseEventBuilder event(String key, String data) {
    if (key.isEmpty()) {
      return SseEmitter.event().comment("here");
    }
    int space = key.indexOf(' ');
    return SseEmitter.event()
        .name(space < 0 ? key : key.substring(0, space))
        .data(data, MediaType.APPLICATION_JSON);
  }

  void end() {
    emitter.complete();
  }
}
