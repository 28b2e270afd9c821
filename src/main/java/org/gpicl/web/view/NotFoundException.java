package org.gpicl.web.view;

/** There is nothing of that name; the message says what there is. */
public final class NotFoundException extends RuntimeException {
  public NotFoundException(String message) {
    super(message);
  }
}
