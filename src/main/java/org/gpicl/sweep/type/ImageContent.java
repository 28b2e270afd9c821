package org.gpicl.sweep.type;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * What a folder of images holds, written as {@code sha256sum} writes it: the digest, then the name.
 *
 * @param sha256 {@link org.gpicl.tasks.images.SetContent#sha256()}
 * @param set the name of a {@link org.gpicl.tasks.images.FolderKind}, with an absolute path
 */
public record ImageContent(String sha256, String set) {
  private static final String TEXT = "([0-9a-f]{64}) +(" + ImageSetType.FOLDERS + ")";
  private static final Pattern PATTERN = Pattern.compile(TEXT);

  private static final ScalarType<ImageContent> WRITTEN =
      new ScalarType<>(
          "a SHA-256 and " + ImageSetType.PATHS,
          Numbers.pattern(TEXT),
          ImageContent::parse,
          ImageContent::write);

  /** The type of such values; a relative path is resolved as {@link ImageSetType} does it. */
  public static SettingType<ImageContent> type() {
    return new SettingType<>() {
      @Override
      public Optional<ImageContent> read(YamlValue value, String path, Problems problems) {
        return WRITTEN
            .read(value, path, problems)
            .flatMap(content -> content.resolved(value, path, problems));
      }

      @Override
      public String write(ImageContent content) {
        return content.write();
      }

      @Override
      public String takes() {
        return WRITTEN.takes();
      }

      @Override
      public Map<String, Object> schema() {
        return WRITTEN.schema();
      }
    };
  }

  private Optional<ImageContent> resolved(YamlValue value, String path, Problems problems) {
    YamlValue written = new YamlValue.Scalar(value.at(), set, true);
    return new ImageSetType()
        .read(written, path, problems)
        .map(absolute -> new ImageContent(sha256, absolute));
  }

  private static Optional<ImageContent> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches() && text.chars().noneMatch(Character::isISOControl)
        ? Optional.of(new ImageContent(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  private String write() {
    return TextTypes.quoted(sha256 + " " + set);
  }
}
