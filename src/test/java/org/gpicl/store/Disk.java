package org.gpicl.store;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** What stands between H2 and its file: it sees every change, and may refuse it. */
@FunctionalInterface
interface Disk {
  void carryOut(FileOperation operation, FileChannel file) throws IOException;
}
