package org.gpicl.sweep.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;

/** The text of a sweep file, which is UTF-8. */
final class FileText {
  private static final int MOST_BYTES = 4 * YamlReader.MOST_CHARACTERS;

  private FileText() {}

  /**
   * Reads a file.
   *
   * @throws org.gpicl.sweep.yaml.SweepFileException saying why it cannot be read
   */
  static String of(Path file) {
    Problems problems = new Problems();
    Location at = new Location(file.toString(), Path.of(""), 0, 0);
    String text = "";
    try (InputStream in = Files.newInputStream(file)) {
      // Not checked by file size: a device or a pipe has none, and may be endless.
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        problems.add(
            at, "", "more than %,d bytes are too many for a sweep file".formatted(MOST_BYTES));
      } else {
        text = decoded(bytes, at, problems);
      }
    } catch (NoSuchFileException e) {
      problems.add(at, "", "there is no such file");
    } catch (IOException e) {
      problems.add(
          at, "", Files.isDirectory(file) ? "a folder, not a file" : "cannot be read: " + e);
    }
    problems.throwIfAny();
    return text;
  }

  private static String decoded(byte[] bytes, Location at, Problems problems) {
    if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      problems.add(at, "", "UTF-16 text; save it as UTF-8");
      return "";
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      Location there =
          new Location(
              at.source(), at.base(), 1 + (int) text.chars().filter(c -> c == '\n').count(), 0);
      problems.add(
          there,
          "",
          "the byte %02X in column %d is not UTF-8 text; save the file as UTF-8"
              .formatted(bytes[in.position()], text.length() - text.lastIndexOf('\n')));
    }
    return text;
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
