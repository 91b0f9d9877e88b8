package dev.muster.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class PreferenceTest {
  /// Headers are parted by ` & `.
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "wait=10 > 10",
        "wait=0 > 0",
        "wait=30 > 30",
        "wait=31 > 30",
        "wait=007 > 7",
        "wait=99999999999999999999 > 30",
        "wait=\"10\" > 10",
        "Wait = 10 > 10",
        "WAIT=10 > 10",
        "respond-async, wait=10 > 10",
        "wait=10, respond-async > 10",
        "wait=10; foo=bar > 10",
        "respond-async;wait=5 > -",
        "foo;bar=\"a,wait=5\", wait=6 > 6",
        "foo=\"a, wait=5\" > -",
        "foo=\"a\\\", wait=5\", wait=6 > 6",
        "return=minimal & wait=10 > 10",
        "respond-async & return=minimal > -",
        "wait=10, wait=20 > 10",
        "wait=10 & wait=20 > 10",
        "wait=x, wait=20 > -",
        "wait > -",
        "wait= > -",
        "wait=\"\" > -",
        "wait=-1 > -",
        "wait=1.5 > -",
        "wait=+1 > -",
        "wait=1 0 > -",
        "wait=\"10 > -",
        "wait=\u0661 > -",
        "waiting=10 > -",
        "x-wait=10 > -",
        ",,, wait=10 ,, > 10",
        ";;; > -",
        "\" > -",
        "foo=\"bar\\ > -",
      })
  void theWaitIsReadFromWhateverIsPreferred(String headers, String seconds) {
    assertThat(Preference.of(List.of(headers.split(" & ", -1))).map(Preference::applied))
        .isEqualTo(seconds.equals("-") ? Optional.empty() : Optional.of("wait=" + seconds));
  }
}
