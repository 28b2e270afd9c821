package org.gpicl.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SystemZoneTest {

  @Test
  void aNameThatJavaDoesNotKnowIsReported() {
    assertThat(new SystemZone(ZoneId.of("GMT"), "Berlin").misread().orElseThrow())
        .isEqualTo("TZ is Berlin, which Java does not know, so that times are in GMT");
    assertThat(new SystemZone(ZoneId.of("GMT+01:00"), "CET-1CEST").misread()).isPresent();
  }

  @Test
  void aNameThatItKnowsAndNoNameAreFine() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(new SystemZone(berlin, "Europe/Berlin").misread()).isEmpty();
    assertThat(new SystemZone(berlin, ":Europe/Berlin").misread()).isEmpty();
    assertThat(new SystemZone(ZoneId.of("GMT"), "GMT").misread()).isEmpty();
    assertThat(new SystemZone(berlin, "").misread()).isEmpty();
  }
}
