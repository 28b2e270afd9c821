package org.gpicl.report.export;

import java.nio.file.Path;
import java.util.List;

/**
 * What an export wrote.
 *
 * @param files in the order in which they were written
 * @param remarks sentences about them
 * @param complete whether nothing that was asked for is missing
 */
public record Exported(List<Path> files, List<String> remarks, boolean complete) {
  public Exported {
    files = List.copyOf(files);
    remarks = List.copyOf(remarks);
  }
}
