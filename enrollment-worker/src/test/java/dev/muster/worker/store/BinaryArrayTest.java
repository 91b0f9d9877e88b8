package dev.muster.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the server makes of the arrays, as it writes it itself.
@NullMarked
class BinaryArrayTest {
  private static final String SQL =
      """
      SELECT id::text, number::text, extract(epoch FROM time)::text, word
      FROM unnest(?::uuid[], ?::int8[], ?::timestamptz[], ?::text[])
           WITH ORDINALITY AS t(id, number, time, word, place)
      ORDER BY place
      """;

  private record Row(
      @Nullable UUID id, @Nullable Long number, @Nullable Instant time, @Nullable String word) {}

  @Test
  void arrivesAsItWasSent() throws SQLException {
    assertThat(
            sent(
                List.of(
                    new Row(
                        UUID.fromString("ffffffff-0000-4000-8000-0123456789ab"),
                        Long.MIN_VALUE,
                        Instant.parse("1999-12-31T23:59:59.999999499Z"),
                        "a\"b\\c{},NULL ü €"),
                    new Row(null, null, null, null),
                    new Row(
                        new UUID(0, 0),
                        Long.MAX_VALUE,
                        Instant.parse("2026-11-23T13:30:00.000001Z"),
                        ""))))
        .containsExactly(
            Arrays.asList(
                "ffffffff-0000-4000-8000-0123456789ab",
                "-9223372036854775808",
                "946684799.999999",
                "a\"b\\c{},NULL ü €"),
            Arrays.asList(null, null, null, null),
            Arrays.asList(
                "00000000-0000-0000-0000-000000000000",
                "9223372036854775807",
                "1795440600.000001",
                ""));
  }

  /// What is written one way is found the other way.
  @Test
  void timesAreRoundedAsTheDriverRoundsOne() throws SQLException {
    for (String nanos : List.of("000000499", "000000500", "123456499", "123456501", "999999500")) {
      Instant time = Instant.parse("2026-11-23T13:30:00." + nanos + "Z");
      String alone;
      try (TestDatabase database = TestDatabase.create();
          Connection connection = database.worker().getConnection();
          PreparedStatement statement =
              connection.prepareStatement("SELECT extract(epoch FROM ?::timestamptz)::text")) {
        statement.setObject(1, time.atOffset(ZoneOffset.UTC));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          alone = row.getString(1);
        }
      }
      assertThat(sent(List.of(new Row(null, null, time, null))).getFirst().get(2)).isEqualTo(alone);
    }
  }

  @Test
  void nothingIsAnArrayToo() throws SQLException {
    assertThat(sent(List.of())).isEmpty();
  }

  @Test
  void longTextsGrowIt() throws SQLException {
    List<Row> rows =
        IntStream.range(0, 100)
            .mapToObj(i -> new Row(new UUID(0, i), (long) i, Instant.EPOCH, "x".repeat(i * 10)))
            .toList();
    assertThat(sent(rows))
        .hasSize(100)
        .last()
        .satisfies(row -> assertThat(row.get(3)).hasSize(990));
  }

  private static List<List<@Nullable String>> sent(List<Row> rows) throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.worker().getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, rows)
          .uuids(Row::id)
          .optionalIntegers(Row::number)
          .times(Row::time)
          .texts(Row::word);
      List<List<@Nullable String>> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              Arrays.asList(
                  row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        }
      }
      return found;
    }
  }
}
