package org.gpicl.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.gpicl.home.settings.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and tokens in what is printed, logged and answered. */
class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db:5432/gpicl?user=me&password=hush-1",
        "jdbc:postgresql://db/gpicl?password=hush-1&ssl=true: refused",
        "jdbc:postgresql://me:hush-1@db/gpicl does not answer",
        "jdbc:postgresql://me:p@hush-1@db/gpicl",
        "jdbc:h2:file:/x/gpicl;CIPHER=AES;PASSWORD='hush-1 hush-1';USER=sa",
        "https://hooks:hush-1@example.org/x",
        "Authorization: Bearer hush-1",
        "Gpicl-Token: hush-1",
        "http://127.0.0.1:8484/#token=hush-1",
        "spring.datasource.password: hush-1",
        "{\"message\":\"?password=hush-1\",\"token\":\"hush-1\"}",
        "{\"message\":\"{\\\"password\\\":\\\"hush-1\\\"}\"}",
        "sslpassword=hush-1",
        "SPRING_DATASOURCE_PASSWORD=hush-1",
      })
  void areHidden(String text) {
    assertThat(Secrets.hiddenIn(text)).doesNotContain("hush-1").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:hush-1@host",
        "http://hush-1@host:5000/path",
        "me:hush-1@host",
        "me:hush/hush-1@host",
        "http://me:hush hush-1@host",
        "jdbc:postgresql://me:hush/hush-1@db/gpicl",
        "tracking.mlflow=me:hush-1@host",
        "tracking.mlflow=\"http://me:hush-1@host\"",
        "tracking={mlflow: http://me:hush-1@host}",
        "password=hush-1",
      })
  void areHiddenInValuesThatAreMalformedAddresses(String value) {
    assertThat(Secrets.hiddenInValue(value)).doesNotContain("hush").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "idx:/data/me@home",
        "images:/data/me@home",
        "images.set=idx:/data/me@home",
        "a@b",
        "http://host:5000",
        ""
      })
  void leaveOtherValuesAsTheyWere(String value) {
    assertThat(Secrets.hiddenInValue(value)).isEqualTo(value);
  }

  @Test
  void leaveTheRestAsItWas() {
    assertThat(Secrets.hiddenIn("jdbc:postgresql://me:x@db:5432/gpicl?password=y&ssl=true."))
        .isEqualTo("jdbc:postgresql://me:***@db:5432/gpicl?password=***&ssl=true.");
    String none = "jobs/a.yaml:3: tasks: 0 is too small; see https://example.org:80/a@b";
    assertThat(Secrets.hiddenIn(none)).isEqualTo(none);
  }
}
