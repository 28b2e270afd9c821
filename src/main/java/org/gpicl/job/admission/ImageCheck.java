package org.gpicl.job.admission;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.source.Split;

/** Checks the images of a sweep before anything is made for it. */
public final class ImageCheck {
  private ImageCheck() {}

  /**
   * Opens and checks all images, except those that a run would download.
   *
   * @return what a researcher should know of them, a line each
   * @throws org.gpicl.tasks.source.ImageSetException if a run could not use the images that are
   *     here
   */
  public static List<String> remarks(Sweep sweep, ImageLibrary images) {
    List<String> remarks = new ArrayList<>();
    FolderContents folders = FolderContents.read(sweep, images);
    record Source(ImageSpec images, Split split) {}
    GeneratedSets.of(sweep, sweep.cells()).stream()
        .map(set -> new Source(set.images(), set.split()))
        .distinct()
        .forEach(
            source -> {
              if (images.needsDownload(source.images().set())) {
                remarks.add(
                    "%s is not here; a run downloads it, or name its folder with --data."
                        .formatted(source.images().set()));
              } else {
                images.check(source.images(), source.split());
              }
            });
    remarks.addAll(folders.remarks());
    return remarks.stream().distinct().toList();
  }
}
