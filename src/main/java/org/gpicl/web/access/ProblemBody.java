package org.gpicl.web.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as RFC 9457 has it.
 *
 * @param detail what was wrong and what to do
 */
record ProblemBody(HttpStatus status, String detail) {

  void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json().getBytes(StandardCharsets.UTF_8));
  }

  String json() {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "type",
                "about:blank",
                "title",
                status.getReasonPhrase(),
                "status",
                status.value(),
                "detail",
                detail));
  }
}
