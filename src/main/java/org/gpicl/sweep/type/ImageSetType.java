package org.gpicl.sweep.type;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.home.files.UserPath;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.Suggestion;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Scalar;
import org.gpicl.tasks.images.FolderKind;
import org.gpicl.tasks.images.NamedSets;

/**
 * The name of an image set. The relative path of a folder is resolved from the sweep file's
 * directory (in an override, from the working directory) and stored as an absolute path.
 */
public final class ImageSetType implements SettingType<String> {
  /** How folders are written, for messages. */
  static final String PATHS =
      Stream.of(FolderKind.values())
          .map(kind -> kind.prefix() + "PATH")
          .collect(Collectors.joining(" or "));

  /** A regular expression for folders. */
  static final String FOLDERS =
      Stream.of(FolderKind.values())
          .map(FolderKind::key)
          .collect(Collectors.joining("|", "(?:", "):.*\\S.*"));

  private static final List<String> NAMES = NamedSets.names();

  @Override
  public Optional<String> read(YamlValue value, String path, Problems problems) {
    if (value instanceof Scalar scalar && NAMES.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    Optional<FolderKind> kind =
        value instanceof Scalar scalar ? FolderKind.of(scalar.text()) : Optional.empty();
    if (value instanceof Scalar scalar
        && kind.isPresent()
        && scalar.text().chars().noneMatch(Character::isISOControl)) {
      String prefix = kind.get().prefix();
      String directory = scalar.text().substring(prefix.length()).stripLeading();
      try {
        if (!directory.isEmpty()) {
          return Optional.of(
              prefix
                  + scalar
                      .at()
                      .base()
                      .resolve(UserPath.of(directory))
                      .toAbsolutePath()
                      .normalize());
        }
      } catch (InvalidPathException e) {
        return refuse(value, path, problems, "; its path is not valid here");
      }
    }
    List<String> candidates = new ArrayList<>(NAMES);
    Stream.of(FolderKind.values()).map(each -> each.prefix() + "PATH").forEach(candidates::add);
    String hint = value instanceof Scalar scalar ? Suggestion.of(scalar.text(), candidates) : "";
    return refuse(value, path, problems, hint);
  }

  @Override
  public String write(String value) {
    return TextTypes.quoted(value);
  }

  @Override
  public String takes() {
    return "one of " + String.join(", ", NAMES) + ", " + PATHS.replace(" or ", ", ");
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("anyOf", List.of(Map.of("enum", NAMES), Numbers.pattern(FOLDERS)));
  }
}
