package org.gpicl.tasks.source;

import java.nio.file.Path;
import java.util.List;

/** Which files an image set consists of, and how they are read. */
public interface SetLayout {

  /** The files of a split, as they are published. */
  List<String> published(Split split);

  /** Which of the published files a folder lacks, under whatever name and however packed. */
  List<String> missing(Path folder, Split split);

  /**
   * Opens a split of which no file is missing.
   *
   * @throws ImageSetException if files are damaged or do not belong together
   */
  ImageSource open(Path folder, Split split, PublishedHashes hashes);

  /** Which labels the classes of a folder are. */
  LabelMap labels(Path folder);

  /** Whether a folder has a split. */
  default boolean has(Path folder, Split split) {
    return missing(folder, split).isEmpty();
  }
}
