package dev.muster.quickstart.secure;

import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL that takes nothing but TLS, and asks one of the two applications for a password and
/// the other, as well as the judge, for a certificate.
final class SecuredPostgres implements AutoCloseable {
  static final String PASSWORD = "of-the-database-c07e";

  private static final String NEW_PASSWORD =
      """
      SELECT format('ALTER ROLE %I PASSWORD %L', role, ?)
      FROM unnest(ARRAY['postgres', 'muster_api', 'muster_worker']) AS role
      """;

  private static final String TLS =
      """
      SELECT format('ALTER SYSTEM SET %I = %L', name, value)
      FROM (VALUES ('ssl_cert_file', ?), ('ssl_key_file', ?), ('ssl_ca_file', ?), ('ssl', 'on'))
           AS setting (name, value)
      """;

  private static final String RELOAD =
      """
      SELECT pg_reload_conf()
      """;

  private static final String DECIDED =
      """
      SELECT count(*) FROM decision
      """;

  private final Path directory;
  private final Certificates certificates;
  private final LocalPostgres server;

  private SecuredPostgres(Path directory, Certificates certificates, LocalPostgres server) {
    this.directory = directory;
    this.certificates = certificates;
    this.server = server;
  }

  static SecuredPostgres start(Path directory, Certificates certificates) throws Exception {
    Path data = directory.resolve("postgres");
    var server = LocalPostgres.start(data, Ports.free(), directory.resolve("postgres.log"));
    var secured = new SecuredPostgres(data, certificates, server);
    try (Connection trusted = server.dataSource(LocalPostgres.SUPERUSER).getConnection()) {
      executeAll(trusted, NEW_PASSWORD, PASSWORD);
      executeAll(
          trusted,
          TLS,
          certificates.chain("server").toString(),
          certificates.key("server").toString(),
          certificates.authority().toString());
      secured.letIn(trusted, "muster_api", "muster_worker");
      return secured;
    } catch (SQLException e) {
      server.close();
      throw e;
    }
  }

  /// Asks one of them for its password and the other for its certificate from now on.
  void swap(String byPassword, String byCertificate) throws Exception {
    try (Connection connection = superuser().getConnection()) {
      letIn(connection, byPassword, byCertificate);
    }
  }

  private void letIn(Connection connection, String byPassword, String byCertificate)
      throws Exception {
    Files.write(
        directory.resolve("pg_hba.conf"),
        List.of(
            "hostssl all postgres 127.0.0.1/32 scram-sha-256",
            "hostssl muster " + byPassword + " 127.0.0.1/32 scram-sha-256",
            "hostssl muster " + byCertificate + " 127.0.0.1/32 cert",
            "hostssl muster muster_validator 127.0.0.1/32 cert"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(RELOAD);
    }
  }

  /// The URL of a client that knows whom it talks to, and shows no certificate.
  String url() throws Exception {
    return server.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + certificates.authority();
  }

  /// The URL of a client that shows the certificate of a role, too.
  String url(String role) throws Exception {
    return url()
        + "&sslcert="
        + certificates.chain(role)
        + "&sslkey="
        + certificates.key(role)
        + "&pemKeyAlgorithm=EC";
  }

  /// The URL without a word of TLS, for others to go on with.
  String bareUrl() {
    return server.jdbcUrl();
  }

  long decided() throws Exception {
    try (Connection connection = superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(DECIDED)) {
      row.next();
      return row.getLong(1);
    }
  }

  private PGSimpleDataSource superuser() throws Exception {
    var source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(LocalPostgres.SUPERUSER);
    source.setPassword(PASSWORD);
    return source;
  }

  /// Runs what a query comes to, since neither of these takes parameters.
  private static void executeAll(Connection connection, String query, String... parameters)
      throws SQLException {
    try (PreparedStatement made = connection.prepareStatement(query);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < parameters.length; i++) {
        made.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = made.executeQuery()) {
        while (row.next()) {
          statement.execute(row.getString(1));
        }
      }
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
