package org.gpicl.tasks.shard;

/** A shard is damaged or unreadable; the message names the file and the defect. */
public final class ShardException extends RuntimeException {
  public ShardException(String message) {
    super(message);
  }

  public ShardException(String message, Throwable cause) {
    super(message, cause);
  }
}
