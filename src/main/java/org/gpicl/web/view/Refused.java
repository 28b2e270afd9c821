package org.gpicl.web.view;

/** It cannot be done now; the message says why. */
public final class Refused extends RuntimeException {
  public Refused(String message) {
    super(message);
  }
}
