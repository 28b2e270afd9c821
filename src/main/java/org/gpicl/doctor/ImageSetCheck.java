package org.gpicl.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.KnownImageSet;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;

/** Which image sets are present, and whether they match the published ones. */
record ImageSetCheck(ImageLibrary images, Optional<String> mistake) implements Check {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    mistake.ifPresent(
        text -> findings.add(Finding.wrong("images", text, "Name one that exists, or none.")));
    List<String> missing = new ArrayList<>();
    for (KnownImageSet set : KnownImageSet.all()) {
      if (images.present(set.name())) {
        findings.add(found(set.name()));
      } else {
        missing.add(set.name());
      }
    }
    if (!missing.isEmpty()) {
      findings.add(
          Finding.note(
              "images",
              "not here: " + String.join(", ", missing),
              "Most are downloaded when a sweep needs them; or name their folder with --data or"
                  + " GPICL_DATA. glyphs and random need no files."));
    }
    return findings;
  }

  private Finding found(String name) {
    String subject = "images";
    try {
      Verification verification = Verification.VERIFIED;
      for (Split split : Split.values()) {
        ImageSpec spec = new ImageSpec(name, SIDE, CLASSES, PixelScale.UNIT);
        verification = verification.and(images.load(spec, split).verification());
      }
      return switch (verification) {
        case VERIFIED -> Finding.ok(subject, name + ", as published");
        case UNVERIFIED ->
            Finding.note(
                subject,
                name + ", unverified: no published hash is known for the files as they are",
                "");
        case ALTERED ->
            Finding.note(
                subject,
                name + ", altered: its hashes are not the published ones",
                "Results are not comparable with those of others; a fresh download fixes it.");
      };
    } catch (ImageSetException e) {
      return Finding.wrong(
          subject,
          name + ": " + e.getMessage().strip().replaceAll("\\s+", " "),
          "Remove or replace the damaged files.");
    }
  }
}
