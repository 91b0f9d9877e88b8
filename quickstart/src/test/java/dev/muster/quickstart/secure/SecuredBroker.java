package dev.muster.quickstart.secure;

import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.ChildSpec;
import dev.muster.quickstart.system.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// A real broker with two listeners, and none that takes whoever comes: one asks for a password
/// inside TLS, the other for a client's certificate.
final class SecuredBroker implements AutoCloseable {
  static final String USER = "muster";
  static final String PASSWORD = "of-the-broker-51d2";

  private static final int HEAP_MIB = 512;

  private final int saslPort = Ports.free();
  private final int mutualPort = Ports.free();
  private final Certificates certificates;
  private final ChildJvm process;

  private SecuredBroker(Path directory, Certificates certificates) throws Exception {
    this.certificates = certificates;
    Path data = Files.createDirectories(directory.resolve("broker"));
    Path properties = directory.resolve("server.properties");
    Files.writeString(properties, properties(Ports.free(), data));
    process =
        ChildJvm.start(
            new ChildSpec(
                "the broker",
                "dev.muster.quickstart.system.BrokerMain",
                List.of(
                    data.toString(),
                    properties.toString(),
                    "--add-scram",
                    "SCRAM-SHA-512=[name=" + USER + ",password=" + PASSWORD + "]"),
                HEAP_MIB,
                List.of(
                    "-Dlogback.configurationFile=dev/muster/quickstart/system/broker-logback.xml"),
                Map.of(),
                directory.resolve("broker.log")));
  }

  /// Starts it, without waiting for it.
  static SecuredBroker start(Path directory, Certificates certificates) throws Exception {
    return new SecuredBroker(directory, certificates);
  }

  /// Where a password is asked for.
  String withPassword() {
    return "127.0.0.1:" + saslPort;
  }

  /// Where a client's certificate is asked for.
  String withCertificate() {
    return "127.0.0.1:" + mutualPort;
  }

  /// Returns when it serves who is let in.
  void awaitReady() throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", withCertificate());
    settings.put("security.protocol", "SSL");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificates.authority().toString());
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.location", certificates.keyAndChain("server").toString());
    settings.put("default.api.timeout.ms", 2_000);
    settings.put("request.timeout.ms", 1_000);
    try (Admin admin = Admin.create(settings)) {
      Polling.until(
          "the broker",
          () -> {
            process.requireAlive();
            try {
              return admin.describeCluster().nodes().get().isEmpty() ? null : true;
            } catch (ExecutionException e) {
              return null; // Not yet.
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new AssertionError(e);
            }
          });
    }
  }

  private String properties(int controllerPort, Path data) throws Exception {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%3$d
    listeners=SASL_SSL://127.0.0.1:%1$d,SSL://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
    advertised.listeners=SASL_SSL://127.0.0.1:%1$d,SSL://127.0.0.1:%2$d
    listener.security.protocol.map=SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=SSL
    listener.name.ssl.ssl.client.auth=required
    ssl.keystore.type=PEM
    ssl.keystore.location=%4$s
    ssl.truststore.type=PEM
    ssl.truststore.location=%5$s
    sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=\
    org.apache.kafka.common.security.scram.ScramLoginModule required;
    log.dirs=%6$s
    auto.create.topics.enable=false
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    group.initial.rebalance.delay.ms=0
    num.network.threads=2
    num.io.threads=4
    """
        .formatted(
            saslPort,
            mutualPort,
            controllerPort,
            certificates.keyAndChain("server"),
            certificates.authority(),
            data);
  }

  @Override
  public void close() {
    process.close();
  }
}
