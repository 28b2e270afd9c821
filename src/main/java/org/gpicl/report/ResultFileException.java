package org.gpicl.report;

/** A result file is not what this program writes; the message says where and what. */
public final class ResultFileException extends RuntimeException {
  public ResultFileException(String message) {
    super(message);
  }
}
