package dev.muster.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WorkerSettingsTest {
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required"
          + " username=\"muster\" password=\"hidden-1=_/;{}\";";

  private static WorkerSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("muster", Bindable.of(WorkerSettings.class));
  }

  /// As Spring Boot reads the variables of a process.
  private static WorkerSettings bindVariables(Map<String, Object> variables) {
    var sources = new StandardEnvironment().getPropertySources();
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return new Binder(ConfigurationPropertySources.from(sources))
        .bindOrCreate("muster", Bindable.of(WorkerSettings.class));
  }

  @Test
  void kafkasPropertiesCanBeGivenByVariables() {
    WorkerSettings settings =
        bindVariables(
            Map.of(
                "MUSTER_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                "MUSTER_KAFKA_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512",
                "MUSTER_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", LOGIN,
                "MUSTER_KAFKA_PROPERTIES_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "https",
                "MUSTER_KAFKA_PROPERTIES_SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS", "2000",
                "MUSTER_KAFKA_GROUP_ID", "workers"));

    assertThat(settings.kafka().properties())
        .isEqualTo(
            Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", LOGIN,
                "ssl.endpoint.identification.algorithm", "https",
                "socket.connection.setup.timeout.max.ms", "2000"));
    assertThat(settings.kafka().groupId()).isEqualTo("workers");
  }

  /// What the documentation says of names that no variable can have, and of Spring's own signs.
  @Test
  void otherNamesCanBeGivenAsJson() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "json",
                Map.of(
                    "spring.application.json",
                    """
                    {"muster": {"kafka": {"properties": {
                      "metrics.context.my-Team": "drops",
                      "metrics.context.sign": "\\\\${literally}"}}}}
                    """)));
    new SpringApplicationJsonEnvironmentPostProcessor()
        .postProcessEnvironment(environment, new SpringApplication());

    assertThat(
            Binder.get(environment)
                .bindOrCreate("muster", Bindable.of(WorkerSettings.class))
                .kafka()
                .properties())
        .isEqualTo(
            Map.of("metrics.context.my-Team", "drops", "metrics.context.sign", "${literally}"));
  }

  @ParameterizedTest
  @CsvSource({
    "muster.kafka.bootstrap-servers, ' '",
    "muster.kafka.properties.ssl.trustore.location, /etc/ca.p12",
    "muster.kafka.properties.security.protocol, TLS",
    "muster.database.url, jdbc:postgresql://db/muster?sslmod=verify-full",
    "muster.database.connections, 0",
    "muster.batch.records-max, 10001",
    "muster.batch.bytes-max, 0",
  })
  void badValuesFailWithTheSettingsName(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of(name, value))).rootCause().hasMessageContaining(name);
  }

  @Test
  void secretsAreNotShown() {
    Map<String, String> properties = new HashMap<>();
    properties.put("muster.database.password", "hidden-2");
    properties.put("muster.database.url", "jdbc:postgresql://db/muster?sslpassword=hidden-3");
    properties.put("muster.kafka.properties.security.protocol", "SASL_SSL");
    properties.put("muster.kafka.properties.sasl.mechanism", "SCRAM-SHA-512");
    properties.put("muster.kafka.properties.sasl.jaas.config", LOGIN);

    WorkerSettings settings = bind(properties);

    assertThat(settings.database().password()).isEqualTo("hidden-2");
    assertThat(settings.toString()).doesNotContain("hidden");
  }
}
