package org.gpicl.web.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.gpicl.web.access.AccessToken;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens, as it happens: server-sent events. */
@Tag(name = "Events", description = "What happens, as it happens.")
@RestController
public class EventsController {
  private final LiveEvents events;
  private final AccessToken token;

  EventsController(LiveEvents events, AccessToken token) {
    this.events = events;
    this.token = token;
  }

  @Operation(
      summary = "Listen to events",
      description =
          "Server-sent events: `sweeps` has all sweeps as the list does, `cells` a sweep's name"
              + " and those of its cells that have changed; `history` has no data and says that"
              + " orders have.")
  @ApiResponse(
      responseCode = "200",
      description = "A stream without an end",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "503", description = "Too many listen already.")
  @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> listen(
      @RequestHeader(name = AccessToken.HEADER, required = false) String given) {
    return ResponseEntity.ok()
        // Proxies between here and the page are not to hold events back, compress or keep them.
        .header(HttpHeaders.CACHE_CONTROL, "no-store, no-transform")
        .header("X-Accel-Buffering", "no")
        .body(events.listen(token.is(given)));
  }
}
