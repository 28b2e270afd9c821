package org.gpicl.sweep.type;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a folder of images holds, written as {@code sha256sum} writes it: the digest, then the name.
 *
 * @param sha256 {@link org.gpicl.tasks.images.SetContent#sha256()}
 * @param set {@code idx:} and an absolute path
 */
public record ImageContent(String sha256, String set) {
  private static final String TEXT = "([0-9a-f]{64}) +(" + ImageSetType.FOLDERS + ")";
  private static final Pattern PATTERN = Pattern.compile(TEXT);

  /** The type of such values. */
  public static SettingType<ImageContent> type() {
    return new ScalarType<>(
        "a SHA-256 and " + ImageSetType.PATHS,
        Numbers.pattern(TEXT),
        ImageContent::parse,
        ImageContent::write);
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
