package dev.muster.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CausesTest {
  @Test
  void everyMessageIsToldOnceAndNoWrapperTwice() {
    var refused = new SQLException("password authentication failed");
    var pool = new SQLException("no connection", refused);

    assertThat(Causes.of(new ExecutionException(pool)))
        .isEqualTo("no connection: password authentication failed");
    assertThat(Causes.of(new IllegalStateException("failed: no connection", pool)))
        .isEqualTo("failed: no connection: password authentication failed");
  }

  @Test
  void whatHasNoWordsIsToldByItsName() {
    assertThat(Causes.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
  }
}
