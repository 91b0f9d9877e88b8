package dev.muster.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class KafkaPropertiesTest {
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
  private static final String LOGIN = SCRAM + " required username=\"muster\" password=\"hunter2\";";

  private static final Map<String, String> SASL_PLAINTEXT =
      Map.of(
          "security.protocol", "SASL_PLAINTEXT",
          "sasl.mechanism", "SCRAM-SHA-512",
          "sasl.jaas.config", LOGIN);

  @TempDir private Path directory;

  @Test
  void whatKafkaTakesIsTaken() {
    assertThat(KafkaProperties.checked(Map.of())).isEmpty();
    assertThat(KafkaProperties.checked(SASL_PLAINTEXT)).isEqualTo(SASL_PLAINTEXT);
    var others =
        Map.of(
            "client.rack", "eu-1a",
            "linger.ms", "3",
            "metrics.context.team", "drops",
            "security.protocol", "ssl");
    assertThat(KafkaProperties.checked(others)).isEqualTo(others);
  }

  @ParameterizedTest
  @CsvSource({
    "ssl.trustore.location, /etc/ca.p12, is not a property of Kafka's clients",
    "SSL.TRUSTSTORE.LOCATION, /etc/ca.p12, is not a property of Kafka's clients",
    "bootstrap.servers, broker:9092, must be given as muster.kafka.bootstrap-servers",
    "security.protocol, SASL_SLL, is wrong",
    "request.timeout.ms, soon, is wrong",
    "request.timeout.ms, -1, is wrong",
  })
  void aWrongNameOrValueIsRefusedByTheSettingsName(String name, String value, String why) {
    assertThatThrownBy(() -> KafkaProperties.checked(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("muster.kafka.properties." + name + " " + why);
  }

  /// Whoever names a store or a password means to be secured.
  @Test
  void securityWithoutAProtocolThatUsesItIsRefused() {
    assertThatThrownBy(() -> KafkaProperties.checked(Map.of("ssl.truststore.type", "PEM")))
        .hasMessage(
            "muster.kafka.properties.security.protocol is PLAINTEXT, which does not use"
                + " muster.kafka.properties.ssl.truststore.type");
    var login = with(SASL_PLAINTEXT, "security.protocol", "SSL");
    assertThatThrownBy(() -> KafkaProperties.checked(login))
        .hasMessageContaining("muster.kafka.properties.security.protocol is SSL")
        .hasMessageNotContaining("hunter2");
  }

  /// The last one has Kafka's parser stumble over a piece of the password.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        SCRAM + " required username=\"muster\" password=\"hunter2\"",
        SCRAM + " sometimes username=\"muster\" password=\"hunter2\";",
        "org.example.NoSuchModule required password=\"hunter2\";",
        SCRAM + " required username=\"muster\" password=two hunter2;",
      })
  void aLoginThatCannotBeReadIsRefusedWithoutBeingShown(String login) {
    var properties = with(SASL_PLAINTEXT, "sasl.jaas.config", login);

    assertThatThrownBy(() -> KafkaProperties.checked(properties))
        .hasMessageStartingWith("muster.kafka.properties.sasl.jaas.config")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void aLoginThatIsMissingOrOfAnotherMechanismIsRefused() {
    assertThatThrownBy(() -> KafkaProperties.checked(Map.of("security.protocol", "SASL_PLAINTEXT")))
        .hasMessageStartingWith("muster.kafka.properties.sasl.jaas.config");
    assertThatThrownBy(
            () -> KafkaProperties.checked(with(SASL_PLAINTEXT, "sasl.mechanism", "PLAIN")))
        .hasMessageStartingWith("muster.kafka.properties.sasl.mechanism is PLAIN");
  }

  @Test
  void aStoreThatCannotBeOpenedIsRefusedWithoutItsPassword() throws Exception {
    Path store = directory.resolve("trust.p12");
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (OutputStream out = Files.newOutputStream(store)) {
      empty.store(out, "right".toCharArray());
    }
    var properties =
        Map.of(
            "security.protocol", "SSL",
            "ssl.truststore.type", "PKCS12",
            "ssl.truststore.location", store.toString(),
            "ssl.truststore.password", "right");
    assertThat(KafkaProperties.checked(properties)).isEqualTo(properties);

    assertThatThrownBy(
            () -> KafkaProperties.checked(with(properties, "ssl.truststore.password", "hunter2")))
        .hasMessageStartingWith("muster.kafka.properties.ssl.* is wrong")
        .hasMessageContaining(store.toString())
        .hasMessageNotContaining("hunter2");
    Path missing = directory.resolve("missing.p12");
    assertThatThrownBy(
            () ->
                KafkaProperties.checked(
                    with(properties, "ssl.truststore.location", missing.toString())))
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingShown() {
    var properties =
        Map.of(
            "security.protocol", "SSL",
            "ssl.keystore.type", "PEM",
            "ssl.keystore.key",
                "-----BEGIN PRIVATE KEY-----\naHVudGVyMg==\n-----END PRIVATE KEY-----",
            "ssl.keystore.certificate.chain", "hunter2");

    assertThatThrownBy(() -> KafkaProperties.checked(properties))
        .hasMessageStartingWith("muster.kafka.properties.ssl.* is wrong")
        .hasMessageNotContainingAny("hunter2", "aHVudGVyMg");
  }

  private static Map<String, String> with(
      Map<String, String> properties, String name, String value) {
    Map<String, String> changed = new HashMap<>(properties);
    changed.put(name, value);
    return changed;
  }
}
