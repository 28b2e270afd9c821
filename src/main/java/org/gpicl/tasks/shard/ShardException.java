package org.gpicl.tasks.shard;

/**
 * Thrown if a shard is damaged, unreadable or unwritable; the message names the file and the
 * defect.
 */
public final class ShardException extends RuntimeException {
  public ShardException(String message) {
    super(message);
  }

  public ShardException(String message, Throwable cause) {
    super(message, cause);
  }
}
