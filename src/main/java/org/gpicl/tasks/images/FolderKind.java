package org.gpicl.tasks.images;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.tasks.pictures.PictureLayout;
import org.gpicl.tasks.source.IdxLayout;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.SetLayout;

/** Image sets that are folders, whose names say nothing of what is in them. */
public enum FolderKind {
  /** IDX files. */
  IDX("idx", "IDX files", IdxLayout.ofAnyLabels()),
  /** Pictures, in a folder for each class. */
  PICTURES("images", "pictures", new PictureLayout());

  private static final String KNOWN = "sha256:";

  private final String key;
  private final String files;
  private final SetLayout layout;

  FolderKind(String key, String files, SetLayout layout) {
    this.key = key;
    this.files = files;
    this.layout = layout;
  }

  /** The kind of folder that a set is, if it is one. */
  public static Optional<FolderKind> of(String set) {
    return Stream.of(values()).filter(kind -> set.startsWith(kind.prefix())).findFirst();
  }

  /** The word that its sets begin with, such as {@code idx}. */
  public String key() {
    return key;
  }

  /** What the names of its sets begin with. */
  public String prefix() {
    return key + ":";
  }

  /** What is in such a folder. */
  public String files() {
    return files;
  }

  SetLayout layout() {
    return layout;
  }

  /** The folder of a set of this kind. */
  public Path folder(String set) {
    try {
      return Path.of(set.substring(prefix().length()));
    } catch (InvalidPathException e) {
      throw new ImageSetException("'" + set + "' is not a valid folder name: " + e.getReason(), e);
    }
  }

  /** The identity of a folder whose content is known. */
  String identity(String content) {
    return prefix() + KNOWN + content;
  }

  /** Whether an identity is that of a folder whose content is known. */
  public static boolean isContent(String identity) {
    return of(identity).filter(kind -> identity.startsWith(kind.identity(""))).isPresent();
  }
}
