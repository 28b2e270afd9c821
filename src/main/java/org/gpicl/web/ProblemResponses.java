package org.gpicl.web;

import java.util.stream.Collectors;
import org.gpicl.schedule.NoScheduleException;
import org.gpicl.schedule.ScheduleException;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.web.view.NotFoundException;
import org.gpicl.web.view.Refused;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers what was wrong with a request as RFC 9457 has it, to browsers as well. */
@RestControllerAdvice
class ProblemResponses extends ResponseEntityExceptionHandler {

  @ExceptionHandler({NotFoundException.class, NoScheduleException.class})
  ProblemDetail notFound(RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @Override
  protected ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            status,
            "there is nothing at /%s; /api/openapi describes what there is"
                .formatted(e.getResourcePath()));
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            status,
            e.getFieldErrors().stream()
                .map(
                    error ->
                        "%s cannot be %s; it is a whole number"
                            .formatted(error.getField(), error.getRejectedValue()))
                .collect(Collectors.joining("; ")));
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  @ExceptionHandler(Refused.class)
  ProblemDetail refused(Refused e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }

  @ExceptionHandler({SweepFileException.class, ScheduleException.class})
  ProblemDetail badFile(RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
  }
}
