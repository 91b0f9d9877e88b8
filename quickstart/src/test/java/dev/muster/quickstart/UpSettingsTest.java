package dev.muster.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.quickstart.system.SystemSettings;
import dev.muster.quickstart.system.UserErrorException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpSettingsTest {
  private static final Path HOME = Path.of("home");

  @Test
  void hasDefaults() {
    SystemSettings settings = UpSettings.from(Map.of(), HOME);

    assertThat(settings.directory()).isEqualTo(HOME.resolve("data"));
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.postgresPort()).isEqualTo(15432);
    assertThat(settings.kafkaPort()).isEqualTo(19092);
  }

  @Test
  void readsItsVariables() {
    SystemSettings settings =
        UpSettings.from(
            Map.of(
                "MUSTER_HTTP_PORT", "1",
                "MUSTER_PG_PORT", "2",
                "MUSTER_KAFKA_PORT", "3",
                "MUSTER_DATA_DIR", "elsewhere"),
            HOME);

    assertThat(settings.directory()).isEqualTo(Path.of("elsewhere"));
    assertThat(settings.httpPort()).isEqualTo(1);
    assertThat(settings.postgresPort()).isEqualTo(2);
    assertThat(settings.kafkaPort()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsNoPort() {
    for (String text : new String[] {"http", "0", "-1", "65536", "80 80"}) {
      assertThatThrownBy(() -> UpSettings.from(Map.of("MUSTER_PG_PORT", text), HOME))
          .isInstanceOf(UserErrorException.class)
          .hasMessage("MUSTER_PG_PORT is '%s', which is no port", text);
    }
  }
}
