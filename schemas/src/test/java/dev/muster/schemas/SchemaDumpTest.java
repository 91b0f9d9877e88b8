package dev.muster.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// `schema.sql` shows a reviewer what a migration really changes.
class SchemaDumpTest {
  private static final Path FILE = Path.of("schema.sql");

  @Test
  void theFileIsTheMigratedSchema() throws SQLException, IOException {
    try (TestDatabase database = TestDatabase.create()) {
      String dump = SchemaDump.of(database.superuser());
      if (Boolean.getBoolean("muster.schema.write")) {
        Files.writeString(FILE, dump);
      }
      assertThat(Files.readString(FILE)).isEqualTo(dump);
    }
  }

  /// So nothing that matters is left out of the dump's own queries.
  @Test
  void theFileMakesTheSameSchemaAnew() throws SQLException, IOException {
    try (TestDatabase database = TestDatabase.create()) {
      database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      database.execute(Files.readString(FILE));
      assertThat(SchemaDump.of(database.superuser())).isEqualTo(Files.readString(FILE));
    }
  }
}
