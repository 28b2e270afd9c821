package org.gpicl.bench.peer;

/** What PyTorch could not do, such as compiling a model without a compiler. */
public final class PeerFailure extends Exception {
  private static final long serialVersionUID = 1;
  private static final int BRIEF = 12;

  PeerFailure(String reason) {
    super(reason);
  }

  /** For the cell of a table. */
  public String brief() {
    return getMessage().length() <= BRIEF ? getMessage() : "failed";
  }
}
