package org.gpicl.report.table;

/** A result file is not what this program writes; the message says where and what. */
public final class ResultFileException extends RuntimeException {
  public ResultFileException(String message) {
    super(message);
  }
}
