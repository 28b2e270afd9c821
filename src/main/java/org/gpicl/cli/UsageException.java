package org.gpicl.cli;

/** A user's own mistake; the message says what to do. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
