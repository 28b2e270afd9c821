package org.gpicl.cli;

import org.gpicl.job.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.read();
    return new String[] {
      "gpicl " + build.version() + (build.commit().isEmpty() ? "" : " (" + build.commit() + ")")
    };
  }
}
