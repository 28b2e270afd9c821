package org.gpicl.web;

import org.gpicl.schedule.ScheduleException;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.web.view.NotFoundException;
import org.gpicl.web.view.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Tells what was wrong with a request as RFC 9457 has it. */
@RestControllerAdvice(basePackageClasses = ProblemResponses.class)
class ProblemResponses extends ResponseEntityExceptionHandler {

  @ExceptionHandler(NotFoundException.class)
  ProblemDetail notFound(NotFoundException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
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
