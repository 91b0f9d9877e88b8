package dev.muster.schemas.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A PostgreSQL 18 server with durable settings: embedded, or a container with
/// `-Dmuster.infrastructure=testcontainers`. It stops with the JVM.
record TestServer(String host, int port) {
  static final String PASSWORD = "postgres";

  static TestServer start() {
    return "testcontainers".equals(System.getProperty("muster.infrastructure"))
        ? container()
        : embedded();
  }

  private static TestServer embedded() {
    try {
      // The library's defaults turn durability off, which would make every crash test a lie.
      var postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("timezone", "Asia/Kathmandu")
              .start();
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        try {
                          postgres.close();
                        } catch (IOException e) {
                          throw new UncheckedIOException(e);
                        }
                      }));
      return new TestServer("127.0.0.1", postgres.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends.
  private static TestServer container() {
    var container =
        new PostgreSQLContainer("postgres:18").withUsername("postgres").withPassword(PASSWORD);
    container.start();
    return new TestServer(container.getHost(), container.getFirstMappedPort());
  }
}
