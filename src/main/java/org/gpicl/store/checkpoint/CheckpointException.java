package org.gpicl.store.checkpoint;

/** A stored checkpoint cannot be used; the message says what is wrong with it. */
public final class CheckpointException extends RuntimeException {
  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
