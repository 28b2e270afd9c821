package org.gpicl.tasks.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises by its first bytes a file that is not of the expected kind.
 *
 * @param what completes "it is ..."
 * @param remedy one sentence
 */
public record FileKind(String what, String remedy) {
  /** How many first bytes suffice. */
  public static final int LOOKED_AT = 512;

  /** What a file of MATLAB is called. */
  public static final String MATLAB = "a MATLAB file";

  private static final String UNPACK = "Unpack it, and put what is in it here.";
  private static final String CONVERT = "Convert it to IDX files, or fetch the IDX files.";
  private static final List<Signature> SIGNATURES = signatures();

  private record Signature(int at, byte[] bytes, FileKind kind) {
    boolean in(byte[] start) {
      if (start.length < at + bytes.length) {
        return false;
      }
      for (int k = 0; k < bytes.length; k++) {
        if (start[at + k] != bytes[k]) {
          return false;
        }
      }
      return true;
    }
  }

  /** What a file that begins like this is; empty if it is not known. */
  public static Optional<FileKind> of(byte[] start) {
    if (start.length == 0) {
      return Optional.of(new FileKind("empty", "Fetch it again."));
    }
    String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs")) {
      return Optional.of(
          new FileKind(
              "a Git LFS pointer, which stands for the file until that is fetched",
              "Run `git lfs pull` in its repository."));
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return Optional.of(
          new FileKind(
              "a web page, as servers send it in the place of a file",
              "Open its address in a browser to see what it says, and fetch the file again."));
    }
    if (text.startsWith("<?xml")) {
      return Optional.of(
          new FileKind(
              "an XML document, as stores send it in the place of a file",
              "Read what it says, and fetch the file again."));
    }
    for (Signature signature : SIGNATURES) {
      if (signature.in(start)) {
        return Optional.of(signature.kind());
      }
    }
    return isText(start)
        ? Optional.of(new FileKind("a text file", "Fetch the IDX file."))
        : Optional.empty();
  }

  private static List<Signature> signatures() {
    List<Signature> all = new ArrayList<>();
    add(all, 0, "\u001f\u008b", "packed with gzip once more", "Unpack it once with gunzip.");
    add(all, 0, "PK\u0003\u0004", "a zip archive (or an .npz file)", UNPACK);
    add(all, 257, "ustar", "a tar archive", UNPACK);
    add(all, 0, "BZh", "packed with bzip2", UNPACK);
    add(all, 0, "\u00fd7zXZ", "packed with xz", UNPACK);
    add(all, 0, "(\u00b5/\u00fd", "packed with zstd", UNPACK);
    add(all, 0, "7z\u00bc\u00af", "a 7z archive", UNPACK);
    add(all, 0, "\u0093NUMPY", "a NumPy array", CONVERT);
    add(all, 0, "\u0089HDF", "an HDF5 file", CONVERT);
    add(all, 0, "PAR1", "a Parquet file", CONVERT);
    add(all, 0, "MATLAB 5.0", MATLAB, CONVERT);
    add(all, 0, "\u0089PNG", "a PNG picture", CONVERT);
    add(all, 0, "\u00ff\u00d8\u00ff", "a JPEG picture", CONVERT);
    add(all, 0, "\u0003\b\u0000\u0000", "an IDX file with its bytes in reverse order", CONVERT);
    add(all, 0, "\u0001\b\u0000\u0000", "an IDX file with its bytes in reverse order", CONVERT);
    return List.copyOf(all);
  }

  private static void add(List<Signature> to, int at, String begin, String what, String remedy) {
    to.add(
        new Signature(at, begin.getBytes(StandardCharsets.ISO_8859_1), new FileKind(what, remedy)));
  }

  private static boolean isText(byte[] start) {
    for (byte one : start) {
      boolean printable = one >= ' ' && one < 127;
      if (!printable && one != '\n' && one != '\r' && one != '\t') {
        return false;
      }
    }
    return true;
  }
}
