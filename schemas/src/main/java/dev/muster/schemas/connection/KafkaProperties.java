package dev.muster.schemas.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.ssl.SslFactory;

/// The setting `muster.kafka.properties`: what every Kafka client of an application is given as it
/// is, above all how its connections are secured.
///
/// Kafka itself only warns of a name it does not know, and notices a bad store or login once a
/// client is made, which an application goes on trying. Here both end the start.
public final class KafkaProperties {
  static final String SETTING = "muster.kafka.properties.";

  private static final List<ConfigDef> CLIENTS =
      List.of(
          AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef());

  /// Whatever stands behind one of these is for a plug-in to read.
  private static final List<String> PLUG_INS = List.of("config.providers.", "metrics.context.");

  /// The modules whose mechanism has another name than the default, GSSAPI.
  private static final Map<String, String> MECHANISM_OF_MODULE =
      Map.of("ScramLoginModule", "SCRAM-", "PlainLoginModule", "PLAIN");

  private KafkaProperties() {}

  /// A copy of them, which clients can be made of.
  ///
  /// @throws IllegalArgumentException if a name or a value is wrong; it names the setting and shows
  ///     no secret
  public static Map<String, String> checked(Map<String, String> properties) {
    properties.forEach(KafkaProperties::checkOne);
    Map<String, Object> parsed = parsed(properties);
    String protocol =
        String.valueOf(parsed.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG))
            .toUpperCase(Locale.ROOT);
    boolean tls = protocol.endsWith("SSL");
    boolean sasl = protocol.startsWith("SASL_");
    for (String name : properties.keySet()) {
      if ((name.startsWith("ssl.") && !tls) || (name.startsWith("sasl.") && !sasl)) {
        throw wrong(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            "is " + protocol + ", which does not use " + SETTING + name);
      }
    }
    if (tls) {
      checkTls(parsed);
    }
    if (sasl) {
      checkLogin(parsed);
    }
    return Map.copyOf(properties);
  }

  private static void checkOne(String name, String value) {
    if (name.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      throw wrong(name, "must be given as muster.kafka.bootstrap-servers");
    }
    ConfigKey key =
        CLIENTS.stream()
            .map(client -> client.configKeys().get(name))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (key == null) {
      if (PLUG_INS.stream().noneMatch(name::startsWith)) {
        throw wrong(name, "is not a property of Kafka's clients");
      }
      return;
    }
    try {
      Object parsed = ConfigDef.parseType(name, value, key.type());
      if (key.validator != null) {
        key.validator.ensureValid(name, parsed);
      }
    } catch (ConfigException e) {
      // What is secret is of a type that takes any text, so its value is never told here.
      throw wrong(name, "is wrong: " + e.getMessage());
    }
  }

  private static Map<String, Object> parsed(Map<String, String> properties) {
    Map<String, Object> complete = new HashMap<>(properties);
    complete.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    return AdminClientConfig.configDef().parse(complete);
  }

  private static void checkTls(Map<String, Object> parsed) {
    try (var factory = new SslFactory(ConnectionMode.CLIENT)) {
      factory.configure(parsed);
    } catch (KafkaException e) {
      throw wrong("ssl.*", "is wrong: " + Causes.of(e));
    }
  }

  /// Reads the login without logging in. Why it cannot be read is not told in Kafka's words: they
  /// repeat what they stumbled over, which may be a piece of a password.
  private static void checkLogin(Map<String, Object> parsed) {
    List<String> modules;
    try {
      modules =
          JaasContext.loadClientContext(parsed).configurationEntries().stream()
              .map(entry -> entry.getLoginModuleName())
              .toList();
    } catch (IllegalArgumentException | KafkaException e) {
      throw wrong(
          SaslConfigs.SASL_JAAS_CONFIG,
          "is missing or wrong; it must read: MODULE required NAME=\"VALUE\" ... ;");
    }
    String mechanism = String.valueOf(parsed.get(SaslConfigs.SASL_MECHANISM));
    for (String module : modules) {
      String wanted = MECHANISM_OF_MODULE.get(module.substring(module.lastIndexOf('.') + 1));
      if (wanted != null && !mechanism.startsWith(wanted)) {
        throw wrong(
            SaslConfigs.SASL_MECHANISM,
            "is " + mechanism + ", but " + module + " logs in with " + wanted + "...");
      }
      if (!isThere(module)) {
        throw wrong(SaslConfigs.SASL_JAAS_CONFIG, "names a login module that is not there");
      }
    }
  }

  private static boolean isThere(String module) {
    try {
      var _ = Class.forName(module, false, KafkaProperties.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static IllegalArgumentException wrong(String name, String why) {
    return new IllegalArgumentException(SETTING + name + " " + why);
  }
}
