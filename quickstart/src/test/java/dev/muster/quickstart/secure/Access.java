package dev.muster.quickstart.secure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The ways to be let in, or not, as the environment variables of an application.
final class Access {
  private static final String PROPERTY = "MUSTER_KAFKA_PROPERTIES_";

  private final SecuredBroker broker;
  private final Certificates certificates;

  Access(SecuredBroker broker, Certificates certificates) {
    this.broker = broker;
    this.certificates = certificates;
  }

  /// Over SASL_SSL with SCRAM; the authority's certificate is the value itself.
  Map<String, String> kafkaByPassword(String password) throws Exception {
    return kafkaByPassword(password, certificates);
  }

  Map<String, String> kafkaByPassword(String password, Certificates trusted) throws Exception {
    return Map.of(
        "MUSTER_KAFKA_BOOTSTRAP_SERVERS",
        broker.withPassword(),
        PROPERTY + "SECURITY_PROTOCOL",
        "SASL_SSL",
        PROPERTY + "SASL_MECHANISM",
        "SCRAM-SHA-512",
        PROPERTY + "SASL_JAAS_CONFIG",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(SecuredBroker.USER, password),
        PROPERTY + "SSL_TRUSTSTORE_TYPE",
        "PEM",
        PROPERTY + "SSL_TRUSTSTORE_CERTIFICATES",
        Files.readString(trusted.authority()));
  }

  /// Over mutual TLS, with files in PEM.
  Map<String, String> kafkaByCertificate(String name) throws Exception {
    return kafkaByStores("PEM", certificates.authority(), certificates.keyAndChain(name), Map.of());
  }

  /// Over mutual TLS, with stores that a password opens.
  Map<String, String> kafkaByKeyStore(String name, Certificates shown) throws Exception {
    String password = certificates.password();
    return kafkaByStores(
        "PKCS12",
        certificates.trustStore(),
        shown.keyStore(name),
        Map.of(
            PROPERTY + "SSL_TRUSTSTORE_PASSWORD", password,
            PROPERTY + "SSL_KEYSTORE_PASSWORD", password,
            PROPERTY + "SSL_KEY_PASSWORD", password));
  }

  private Map<String, String> kafkaByStores(
      String type, Path trusted, Path shown, Map<String, String> passwords) {
    return both(
        Map.of(
            "MUSTER_KAFKA_BOOTSTRAP_SERVERS",
            broker.withCertificate(),
            PROPERTY + "SECURITY_PROTOCOL",
            "SSL",
            PROPERTY + "SSL_TRUSTSTORE_TYPE",
            type,
            PROPERTY + "SSL_TRUSTSTORE_LOCATION",
            trusted.toString(),
            PROPERTY + "SSL_KEYSTORE_TYPE",
            type,
            PROPERTY + "SSL_KEYSTORE_LOCATION",
            shown.toString()),
        passwords);
  }

  /// As if the broker took whoever comes.
  Map<String, String> kafkaInTheClear() {
    return Map.of("MUSTER_KAFKA_BOOTSTRAP_SERVERS", broker.withPassword());
  }

  static Map<String, String> database(String url, String role, String password) {
    return Map.of(
        "MUSTER_DATABASE_URL", url,
        "MUSTER_DATABASE_USERNAME", role,
        "MUSTER_DATABASE_PASSWORD", password);
  }

  /// The same, with what is secret in files as a platform mounts them.
  static Map<String, String> withSecretsInFiles(Path directory, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, String> rest = new HashMap<>(settings);
    for (String secret : List.of("MUSTER_DATABASE_PASSWORD", PROPERTY + "SASL_JAAS_CONFIG")) {
      String name = secret.toLowerCase(Locale.ROOT).replace('_', '.');
      Files.writeString(directory.resolve(name), rest.remove(secret) + "\n");
    }
    rest.put("SPRING_CONFIG_IMPORT", "configtree:" + directory + "/");
    return rest;
  }

  static Map<String, String> both(Map<String, String> some, Map<String, String> others) {
    var all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
