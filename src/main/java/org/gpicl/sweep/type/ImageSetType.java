package org.gpicl.sweep.type;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.files.UserPath;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.Suggestion;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Scalar;
import org.gpicl.tasks.images.ImageSpec;

/**
 * The name of an image set. A relative {@code idx:} path is resolved from the sweep file's
 * directory (in an override, from the working directory) and stored as an absolute path.
 */
public final class ImageSetType implements SettingType<String> {
  private static final List<String> NAMES = List.of("mnist", "fashion-mnist", "kmnist", "glyphs");

  @Override
  public Optional<String> read(YamlValue value, String path, Problems problems) {
    if (value instanceof Scalar scalar && NAMES.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    if (value instanceof Scalar scalar
        && scalar.text().startsWith(ImageSpec.FOLDER)
        && scalar.text().chars().noneMatch(Character::isISOControl)) {
      String directory = scalar.text().substring(ImageSpec.FOLDER.length()).stripLeading();
      try {
        if (!directory.isEmpty()) {
          return Optional.of(
              ImageSpec.FOLDER
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
    candidates.add(ImageSpec.FOLDER + "PATH");
    String hint = value instanceof Scalar scalar ? Suggestion.of(scalar.text(), candidates) : "";
    return refuse(value, path, problems, hint);
  }

  @Override
  public String write(String value) {
    return TextTypes.quoted(value);
  }

  @Override
  public String takes() {
    return "one of " + String.join(", ", NAMES) + ", idx:PATH";
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("anyOf", List.of(Map.of("enum", NAMES), Numbers.pattern("idx:.*\\S.*")));
  }
}
