package org.gpicl.sweep.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrontabTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 2 * * *          | 0 0 2 * * ?
          */15 9-17 * * *    | 0 */15 9-17 * * ?
          0 2 * * 1-5        | 0 0 2 ? * MON-FRI
          0 2 * * 0          | 0 0 2 ? * SUN
          0 2 * * 7          | 0 0 2 ? * SUN
          0 2 * * sun        | 0 0 2 ? * SUN
          0 2 * * 1-2        | 0 0 2 ? * MON,TUE
          0 2 * * 5-7        | 0 0 2 ? * SUN,FRI,SAT
          0 2 * * fri-mon    | 0 0 2 ? * SUN,MON,FRI,SAT
          0 2 * * 1,3,Fri    | 0 0 2 ? * MON,WED,FRI
          0 2 * * 1-5/2      | 0 0 2 ? * MON,WED,FRI
          0 2 * * */2        | 0 0 2 ? * SUN,TUE,THU,SAT
          0 2 1,15 * *       | 0 0 2 1,15 * ?
          30 3 1 JAN *       | 0 30 3 1 JAN ?
          @daily             | 0 0 0 * * ?
          @weekly            | 0 0 0 ? * SUN
          @hourly            | 0 0 * * * ?
          """)
  void theDaysAreThoseThatCronMeans(String crontab, String quartz) {
    assertThat(Crontab.quartz(crontab)).contains(quartz);
  }

  @Test
  void whatIsNoneIsLeftAlone() {
    assertThat(Crontab.quartz("0 0 2 * * ?")).isEmpty();
    assertThat(Crontab.quartz("0 2 1 * 1")).as("either day").isEmpty();
    assertThat(Crontab.quartz("0 2 * * 8")).isEmpty();
    assertThat(Crontab.quartz("0 2 * * 1-2-3")).isEmpty();
    assertThat(Crontab.quartz("0 2 * * MON/0")).isEmpty();
    assertThat(Crontab.quartz("@reboot")).isEmpty();
  }
}
