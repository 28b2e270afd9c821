package org.gpicl.store.database;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.disk.FilePathDisk;
import org.springframework.util.StringUtils;

/**
 * Names files for H2. In a path it would take some characters for the end of a URL's path, for a
 * separator or for the beginning of a placeholder; such a path is named in a file system of ours,
 * with these characters encoded as in URLs. All other paths are named as they are.
 */
public final class H2Name extends FilePathWrapper {
  private static final String SCHEME = "gpicl-path";
  private static final Pattern READ_OTHERWISE = Pattern.compile("[;\\\\${}#%\\p{Cntrl}]");

  /** H2 makes one for each path. */
  public H2Name() {}

  static String of(Path path) {
    String text = path.toString();
    if (!READ_OTHERWISE.matcher(text).find()) {
      return text;
    }
    FilePath.register(new H2Name());
    return encoded(text);
  }

  /** The path that a name is of. */
  static Path path(String name) {
    return Path.of(isEncoded(name) ? decoded(name) : name);
  }

  private static boolean isEncoded(String name) {
    return name.startsWith(SCHEME + ":");
  }

  private static String encoded(String text) {
    return SCHEME
        + ":"
        + READ_OTHERWISE
            .matcher(text)
            .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
  }

  private static String decoded(String name) {
    return StringUtils.uriDecode(name.substring(SCHEME.length() + 1), StandardCharsets.UTF_8);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  protected FilePath unwrap(String path) {
    return new OnDisk().getPath(decoded(path));
  }

  @Override
  public FilePathWrapper wrap(FilePath base) {
    return base == null ? null : getPath(encoded(base.name));
  }

  /** H2's own, but for its reading of characters. */
  private static final class OnDisk extends FilePathDisk {
    @Override
    public FilePathDisk getPath(String path) {
      OnDisk there = new OnDisk();
      there.name = path;
      return there;
    }
  }
}
