package org.gpicl.web;

/** It cannot be done now; the message says why. */
final class Refused extends RuntimeException {
  Refused(String message) {
    super(message);
  }
}
