package dev.muster.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class JdbcUrlTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/muster",
        "jdbc:postgresql://[::1]:5432/muster?",
        "jdbc:postgresql://a:5432,b:5432/muster?targetServerType=primary&sslmode=verify-ca",
        "jdbc:postgresql://db/muster?sslmode=verify-full&sslfactory=org.example.Own&sslkey=its-own",
      })
  void whatTheDriverTakesIsTaken(String url) {
    assertThat(JdbcUrl.checked("muster.database.url", url)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'muster.database.url is required'",
    "jdbc:mysql://db/muster, 'must start with jdbc:postgresql:'",
    "jdbc:postgresql://db:port/muster, 'must read jdbc:postgresql://HOST'",
    "jdbc:postgresql://db/muster?sslmod=verify-full, 'does not know: sslmod'",
    "jdbc:postgresql://db/muster?sslmode=verify-ful, 'sslmode value: verify-ful'",
    "jdbc:postgresql://db/muster?sslrootcert=/no/such/ca.pem, sslrootcert=/no/such/ca.pem",
    "jdbc:postgresql://db/muster?sslkey=/no/such/key.pem, sslkey=/no/such/key.pem",
  })
  void whatTheDriverWouldPassOverIsRefused(String url, String why) {
    assertThatThrownBy(() -> JdbcUrl.checked("muster.database.url", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("muster.database.url")
        .hasMessageContaining(why);
  }

  @Test
  void anUnescapedPasswordIsNotShown() {
    String url = "jdbc:postgresql://db/muster?password=tom&hunter2";

    assertThatThrownBy(() -> JdbcUrl.checked("muster.database.url", url))
        .hasMessageContaining("a parameter that the driver does not know")
        .hasMessageNotContainingAny("tom", "hunter2");
    assertThat(JdbcUrl.withoutParameters(url)).isEqualTo("jdbc:postgresql://db/muster");
  }

  @Test
  void filesThatAreThereAreTaken() throws Exception {
    Path root = Files.createFile(directory.resolve("ca.pem"));
    String url = "jdbc:postgresql://db/muster?sslmode=verify-full&sslrootcert=" + root;

    assertThat(JdbcUrl.checked("muster.database.url", url)).isEqualTo(url);
  }
}
