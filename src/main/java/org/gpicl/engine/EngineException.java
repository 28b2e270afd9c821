package org.gpicl.engine;

/**
 * Thrown if an engine cannot do what was requested; the message gives the reason and the remedy.
 */
public final class EngineException extends RuntimeException {
  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
