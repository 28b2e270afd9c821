package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.gpicl.store.KeptOpen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A small file; {@link H2SpaceTest} watches how large ones grow and shrink. */
class ReclaimedSpaceTest {
  @TempDir Path directory;

  @Test
  void aDatabaseThatHasClosedItselfIsLeftAlone() throws Exception {
    String url = H2File.of(directory.resolve("db")).url() + H2Space.URL_OPTIONS;
    try (HikariDataSource source = KeptOpen.source(url);
        H2Space space = new H2Space(source)) {
      new JdbcTemplate(source).execute("SHUTDOWN");
      assertThatCode(space::reclaim).doesNotThrowAnyException();
      assertThat(space.shrink()).isFalse();
    }
  }
}
