package org.gpicl.job.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.SetContent;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Split;

/**
 * What the folders hold whose images a sweep uses. Its cells are known by that: the same bytes
 * elsewhere are the same cells, and other bytes at the same place are others.
 */
public final class FolderContents {
  private final Sweep sweep;
  private final ImageLibrary images;
  private final Map<String, SetContent> found;

  private FolderContents(Sweep sweep, ImageLibrary images, Map<String, SetContent> found) {
    this.sweep = sweep;
    this.images = images;
    this.found = found;
  }

  /**
   * Reads all files of the folders that a sweep names; a folder that is not there holds nothing.
   *
   * @throws ImageSetException if files are damaged or something else
   */
  public static FolderContents read(Sweep sweep, ImageLibrary images) {
    Map<String, SetContent> found = new LinkedHashMap<>();
    for (ImageSpec spec : folders(sweep)) {
      images.content(spec.set()).ifPresent(content -> found.put(spec.set(), content));
    }
    return new FolderContents(sweep, images, found);
  }

  private static Set<ImageSpec> folders(Sweep sweep) {
    Set<ImageSpec> folders = new LinkedHashSet<>();
    for (SetSpec set : GeneratedSets.of(sweep, sweep.cells())) {
      if (ImageSpec.isFolder(set.images().set())) {
        folders.add(set.images());
      }
    }
    return folders;
  }

  /** Whether there are any folders. */
  boolean none() {
    return found.isEmpty();
  }

  /** The digests of what is there, by image set. */
  Map<String, String> digests() {
    Map<String, String> digests = new HashMap<>();
    found.forEach((set, content) -> digests.put(set, content.sha256()));
    return digests;
  }

  /**
   * The sweep, known by what its folders hold. For a folder that is not there, what was known of it
   * before counts: a finished sweep stays finished.
   *
   * @param stored the form in which the sweep is stored, if it is
   */
  public Sweep identified(Supplier<Optional<Sweep>> stored) {
    Set<ImageSpec> folders = folders(sweep);
    if (folders.isEmpty()) {
      return sweep;
    }
    Map<String, String> digests = new HashMap<>();
    stored.get().ifPresent(before -> known(folders(before), digests));
    known(folders, digests);
    digests.putAll(digests());
    return SweepFile.withContents(sweep, digests);
  }

  private static void known(Set<ImageSpec> folders, Map<String, String> digests) {
    folders.stream()
        .filter(spec -> !spec.content().isEmpty())
        .forEach(spec -> digests.put(spec.set(), spec.content()));
  }

  /** The folders that hold something else than the sweep says, a line each. */
  List<String> contradictions() {
    List<String> lines = new ArrayList<>();
    for (ImageSpec spec : folders(sweep)) {
      SetContent content = found.get(spec.set());
      if (content != null
          && !spec.content().isEmpty()
          && !spec.content().equals(content.sha256())) {
        lines.add(
            "%s: sha256:%s -> sha256:%s".formatted(spec.set(), spec.content(), content.sha256()));
      }
    }
    return lines;
  }

  /**
   * What a researcher should know of the images before they are used, a line each.
   *
   * @throws ImageSetException if no test image of the training set is held out
   */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    Set<String> trained = new LinkedHashSet<>();
    sweep.cells().forEach(cell -> trained.add(cell.training().images().set()));
    for (ImageSpec spec : folders(sweep)) {
      SetContent content = found.get(spec.set());
      if (content != null) {
        mapping(spec).ifPresent(remarks::add);
        squeezed(spec, content).ifPresent(remarks::add);
        if (trained.contains(spec.set())) {
          notHeldOut(spec, content).ifPresent(remarks::add);
        }
      }
    }
    return remarks;
  }

  private Optional<String> mapping(ImageSpec spec) {
    return Optional.of(images.labels(spec.set()).mapping(spec.classes()))
        .filter(mapping -> !mapping.isEmpty())
        .map(mapping -> "%s: %s.".formatted(spec.set(), mapping));
  }

  private static Optional<String> squeezed(ImageSpec spec, SetContent content) {
    return content.parts().values().stream()
        .filter(part -> part.rows() != part.columns())
        .findFirst()
        .map(
            part ->
                "%s: its images of %d x %d pixels are squeezed to %d x %d; make them square if their shapes matter."
                    .formatted(spec.set(), part.rows(), part.columns(), spec.size(), spec.size()));
  }

  private static Optional<String> notHeldOut(ImageSpec spec, SetContent content) {
    if (content.nothingHeldOut()) {
      throw new ImageSetException(
          "%s: all its %d test images are also training images, so that none is held out and accuracy on seen tasks would only show what was memorised. Use a test file of other images."
              .formatted(spec.set(), content.parts().get(Split.TEST).images()));
    }
    return content.sharedWithTraining() > 0
        ? Optional.of(
            "%s: %d of its %d test images are also training images; accuracy on seen tasks is not entirely on held-out images."
                .formatted(
                    spec.set(),
                    content.sharedWithTraining(),
                    content.parts().get(Split.TEST).images()))
        : Optional.empty();
  }
}
