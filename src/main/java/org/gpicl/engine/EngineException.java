package org.gpicl.engine;

/** An engine cannot do what it was asked for; the message says why and what to do. */
public final class EngineException extends RuntimeException {
  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
