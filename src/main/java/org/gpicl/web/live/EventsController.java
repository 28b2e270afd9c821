package org.gpicl.web.live;

import org.gpicl.web.access.AccessToken;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens, as it happens: server-sent events. */
@RestController
public class EventsController {
  private final LiveEvents events;
  private final AccessToken token;

  EventsController(LiveEvents events, AccessToken token) {
    this.events = events;
    this.token = token;
  }

  @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(
      @RequestHeader(name = AccessToken.HEADER, required = false) String given) {
    return ResponseEntity.ok()
        // Proxies between here and the page are not to hold events back, compress or keep them.
        .header(HttpHeaders.CACHE_CONTROL, "no-store, no-transform")
        .header("X-Accel-Buffering", "no")
        .body(events.listen(token.is(given)));
  }
}
