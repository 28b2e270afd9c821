package org.gpicl.web;

/** There is nothing of that name; the message says what there is. */
final class NotFoundException extends RuntimeException {
  NotFoundException(String message) {
    super(message);
  }
}
