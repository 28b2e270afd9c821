package org.gpicl.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  private static final Mounts ALL_EXECUTE = new Mounts("disk / ext4 rw 0 0\n");

  @TempDir Path directory;

  private Path home;
  private Path temporary;
  private final Properties properties = new Properties();

  @BeforeEach
  void user() throws IOException {
    directory = directory.toRealPath();
    home = Files.createDirectory(directory.resolve("home"));
    temporary = Files.createDirectory(directory.resolve("temporary"));
    properties.setProperty("user.name", "ada");
    properties.setProperty("user.home", home.toString());
    properties.setProperty("java.io.tmpdir", temporary.toString());
  }

  private Mounts withoutExecution(Path... places) {
    StringBuilder text = new StringBuilder("disk / ext4 rw 0 0\n");
    for (Path place : places) {
      text.append("disk ").append(place).append(" ext4 rw,nosuid,noexec 0 0\n");
    }
    return new Mounts(text.toString());
  }

  @Test
  void nativesAreInTheHomeOfTheUser() {
    NativeFolder folder = NativeFolder.of(Map.of(), properties, ALL_EXECUTE);
    assertThat(folder.path()).isEqualTo(home.resolve(".javacpp").resolve("cache"));
    assertThat(folder.problem()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aUserWithoutANameUsesTheHomeOfTheEnvironmentOrAFolderOfItsNumber() {
    properties.setProperty("user.name", "?");
    properties.setProperty("user.home", "?");
    assertThat(NativeFolder.of(Map.of("HOME", home.toString()), properties, ALL_EXECUTE).path())
        .isEqualTo(home.resolve(".javacpp").resolve("cache"));
    NativeFolder nameless = NativeFolder.of(Map.of("HOME", "/"), properties, ALL_EXECUTE);
    assertThat(nameless.path()).startsWithRaw(temporary).asString().doesNotContain("?");
    assertThat(nameless.problem()).isEmpty();
  }

  @Test
  void aHomeThatExecutesNothingIsPassedOver() {
    NativeFolder folder = NativeFolder.of(Map.of(), properties, withoutExecution(home));
    assertThat(folder.path()).isEqualTo(temporary.resolve(".javacpp-ada").resolve("cache"));
    assertThat(folder.problem()).isEmpty();
  }

  @Test
  void ifNoPlaceIsFitEachIsReportedWithItsReasonAndTheSetting() throws IOException {
    Files.delete(temporary);
    Files.writeString(temporary, "a file");
    assertThat(NativeFolder.of(Map.of(), properties, withoutExecution(home)).problem())
        .get()
        .asString()
        .contains(home + "/.javacpp/cache is on a file system", "(noexec)", "GPICL_NATIVES")
        .contains(temporary + "/.javacpp-ada/cache is not a folder");
  }

  @Test
  void aFolderAmongTemporaryFilesThatOthersMayWriteInIsNotUsed() throws IOException {
    Path shared = Files.createDirectory(temporary.resolve(".javacpp-ada"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(NativeFolder.of(Map.of(), properties, withoutExecution(home)).problem())
        .get()
        .asString()
        .contains(shared + " belongs to another user, or others may write in it");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx------"));
    assertThat(NativeFolder.of(Map.of(), properties, withoutExecution(home)).problem()).isEmpty();
  }

  @Test
  void theSettingDecides() {
    Path elsewhere = directory.resolve("else where");
    Map<String, String> set = Map.of("GPICL_NATIVES", elsewhere.toString());
    assertThat(NativeFolder.of(set, properties, ALL_EXECUTE).path()).isEqualTo(elsewhere);
    Mounts mounts =
        new Mounts(
            "disk / ext4 rw 0 0\ndisk %s ext4 rw,noexec 0 0\n"
                .formatted(directory.toString().replace(" ", "\\040")));
    assertThat(NativeFolder.of(set, properties, mounts).problem()).isPresent();
  }
}
