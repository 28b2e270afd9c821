package org.gpicl.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what failed outside of the controllers, or unexpectedly, in the same form as all errors:
 * in the place of Spring Boot's page, which has nothing for people and is no RFC 9457.
 */
@RestController
class FailuresController implements ErrorController {

  @RequestMapping("${server.error.path:${error.path:/error}}")
  ResponseEntity<ProblemDetail> failed(HttpServletRequest request) {
    HttpStatusCode status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatusCode.valueOf(code)
            : HttpStatus.NOT_FOUND;
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, detail(status)));
  }

  private static String detail(HttpStatusCode status) {
    if (status.is5xxServerError()) {
      return "this was not expected; the log of the server says more: `gpicl logs` prints it";
    }
    return status.isSameCodeAs(HttpStatus.NOT_FOUND)
        ? "there is nothing at this address; /api/openapi describes what there is"
        : "the request cannot be answered in this form; /api/openapi describes what can be";
  }
}
