package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.tasks.images.FolderKind;
import org.gpicl.tasks.images.ImageSpec;

/**
 * A resolved sweep file for somebody else's machine: its folders of images are beside it, and it
 * names no place of this one.
 *
 * @param folders those that it needs
 */
public record PortableFile(String text, List<Folder> folders) {
  private static final String BESIDE = "images/";
  private static final String TRACKING = "tracking:\n(  .*\n)*";

  public PortableFile {
    folders = List.copyOf(folders);
  }

  /**
   * A folder of images.
   *
   * @param path relative to the file
   * @param sha256 of what it holds; empty if it was never read
   */
  public record Folder(String path, String sha256) {}

  /** The file of a sweep. */
  public static PortableFile of(Sweep sweep) {
    Map<String, Folder> folders = folders(sweep);
    String text = sweep.resolved().replaceFirst(TRACKING, "");
    CheckpointStore store = sweep.execution().checkpointStore();
    if (store.folder().isPresent()) {
      text = text.replace(Keys.CHECKPOINT_STORE.write(store), CheckpointStore.DATABASE.place());
    }
    for (Map.Entry<String, Folder> folder : folders.entrySet()) {
      String prefix = FolderKind.of(folder.getKey()).orElseThrow().prefix();
      text = text.replace(ending(folder.getKey()), ending(prefix + folder.getValue().path()));
    }
    return new PortableFile(text, List.copyOf(folders.values()));
  }

  /** As a quoted text ends with a set, alone or behind its digest. */
  private static String ending(String set) {
    return TextTypes.quoted(set).substring(1);
  }

  private static Map<String, Folder> folders(Sweep sweep) {
    Map<String, String> contents = new TreeMap<>();
    sweep.cells().stream()
        .flatMap(
            cell ->
                Stream.concat(
                    Stream.of(cell.training()),
                    sweep.evaluations(cell).stream().map(evaluation -> evaluation.set())))
        .map(set -> set.images())
        .filter(images -> ImageSpec.isFolder(images.set()))
        .forEach(images -> contents.putIfAbsent(images.set(), images.content()));
    Map<String, Folder> folders = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    contents.forEach(
        (set, content) -> {
          String name = unused(set.replaceFirst("(?s).*[/\\\\:]", ""), names);
          names.add(name);
          folders.put(set, new Folder(BESIDE + name, content));
        });
    return folders;
  }

  private static String unused(String name, Collection<String> used) {
    String unused = name;
    for (int n = 2; used.contains(unused); n++) {
      unused = name + "-" + n;
    }
    return unused;
  }
}
