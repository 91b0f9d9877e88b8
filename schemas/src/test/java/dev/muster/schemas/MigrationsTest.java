package dev.muster.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  @Test
  void everyTableAndColumnIsExplained() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT c.relname || coalesce('.' || a.attname, '')
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relkind IN ('r', 'p')
                  AND c.relname <> 'flyway_schema_history'
                  AND (obj_description(c.oid) IS NULL OR col_description(c.oid, a.attnum) IS NULL)
                """)) {
      List<String> unexplained = new ArrayList<>();
      while (rows.next()) {
        unexplained.add(rows.getString(1));
      }
      assertThat(unexplained).isEmpty();
    }
  }
}
