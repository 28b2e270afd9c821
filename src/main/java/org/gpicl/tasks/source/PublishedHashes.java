package org.gpicl.tasks.source;

import java.util.Map;
import java.util.Optional;

/**
 * The hashes that an image set's makers or users published.
 *
 * @param sha256 of unpacked files, by file name without .gz
 * @param md5 of .gz files as published, by file name without .gz
 */
public record PublishedHashes(Map<String, String> sha256, Map<String, String> md5) {

  /** For sets without published hashes. */
  public static final PublishedHashes NONE = new PublishedHashes(Map.of(), Map.of());

  public PublishedHashes {
    sha256 = Map.copyOf(sha256);
    md5 = Map.copyOf(md5);
  }

  /** The MD5 of a file as published, by its published name. */
  public Optional<String> md5(String file) {
    return Optional.ofNullable(md5.get(file.replaceFirst("\\.gz$", "")));
  }

  /** Compares one file with its published hashes; one match is enough. */
  Verification verify(String name, IdxFile.Hashes hashes) {
    if (hashes.sha256().equals(sha256.get(name)) || hashes.md5().equals(md5.get(name))) {
      return Verification.VERIFIED;
    }
    // The published MD5 is that of one particular .gz: packing the same data differently is no
    // alteration, so only the hash of the unpacked data can reveal one.
    return sha256.containsKey(name) ? Verification.ALTERED : Verification.UNVERIFIED;
  }
}
