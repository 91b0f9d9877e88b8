package dev.muster.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The list of guards in the invariant is written by hand; a new guard must not be forgotten there.
class GuardCatalogTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^ +\\('([a-z_]+)', '([a-z_]+)', '");

  private static final String GUARDS =
      """
      SELECT k.conrelid::regclass::text, k.conname
      FROM pg_constraint k
      WHERE k.connamespace = 'public'::regnamespace AND k.contype <> 'n' AND k.conparentid = 0 AND k.conrelid <> 'flyway_schema_history'::regclass
      UNION
      SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
      UNION
      SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal
      """;

  @Test
  void everyGuardOfTheMigrationsIsListed() throws SQLException {
    String query =
        InvariantCatalog.load().stream()
            .filter(invariant -> invariant.id().equals("guards-as-defined"))
            .findFirst()
            .orElseThrow()
            .query();
    var listed = new TreeSet<String>();
    ENTRY.matcher(query).results().forEach(e -> listed.add(e.group(1) + "." + e.group(2)));
    var found = new TreeSet<String>();
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(GUARDS)) {
      while (rows.next()) {
        found.add(rows.getString(1) + "." + rows.getString(2));
      }
    }
    assertThat(listed).isEqualTo(found);
  }
}
