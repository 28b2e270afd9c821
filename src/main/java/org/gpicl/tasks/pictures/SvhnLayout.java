package org.gpicl.tasks.pictures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.SetLayout;
import org.gpicl.tasks.source.Split;

/** Format 2 of the Street View House Numbers: one MATLAB file for each split. */
public final class SvhnLayout implements SetLayout {
  private static final int CLASSES = 10;

  private static String file(Split split) {
    return split == Split.TRAIN ? "train_32x32.mat" : "test_32x32.mat";
  }

  @Override
  public List<String> published(Split split) {
    return List.of(file(split));
  }

  @Override
  public List<String> missing(Path folder, Split split) {
    return Files.isRegularFile(folder.resolve(file(split))) ? List.of() : published(split);
  }

  @Override
  public ImageSource open(Path folder, Split split, PublishedHashes hashes) {
    return new SvhnImages(folder.resolve(file(split)), labels(folder), hashes);
  }

  @Override
  public LabelMap labels(Path folder) {
    return LabelMap.upTo(CLASSES);
  }
}
