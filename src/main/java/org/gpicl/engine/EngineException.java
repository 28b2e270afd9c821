package org.gpicl.engine;

/**
 * Thrown if an engine cannot do what was requested; the message gives the reason and the remedy.
 */
public final class EngineException extends RuntimeException {
  public EngineException(String message) {
    super(message);
  }

  /** Refuses a model that only engine {@code vector} has. */
  public static EngineException onlyVector(String engine) {
    return new EngineException(
        "engine %s has neither MAML nor SGD; --engine vector does".formatted(engine));
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
