package dev.muster.validator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.connection.JdbcUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where a database is, as people write it: a JDBC URL or `postgresql://user:password@host/name`.
///
/// @param jdbc JDBC URL without user and password
record DatabaseUrl(String jdbc, @Nullable String user, @Nullable String password) {
  private static final String CONNECT_TIMEOUT_SECONDS = "10";
  private static final String EXPECTED =
      "the database must be jdbc:postgresql://HOST:PORT/NAME or postgresql://HOST:PORT/NAME";

  /// Reads either form.
  ///
  /// @throws CheckFailedException if it is neither; the message does not repeat it, since it may
  ///     hold a password
  static DatabaseUrl parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return new DatabaseUrl(checked(text), null, null);
    }
    try {
      var uri = new URI(text);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      String path = uri.getRawPath();
      if (known && uri.getHost() != null && path != null && path.length() > 1) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String[] userInfo = String.valueOf(uri.getRawUserInfo()).split(":", 2);
        return new DatabaseUrl(
            checked("jdbc:postgresql://" + uri.getHost() + port + path + query),
            uri.getRawUserInfo() == null ? null : decode(userInfo[0]),
            userInfo.length < 2 ? null : decode(userInfo[1]));
      }
    } catch (URISyntaxException ignored) {
      // Falls through to the one message for every kind of bad URL.
    }
    throw new CheckFailedException(EXPECTED);
  }

  private static String checked(String jdbc) {
    try {
      return JdbcUrl.checked("the database's URL", jdbc);
    } catch (IllegalArgumentException e) {
      throw new CheckFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /// A new connection; what the URL names goes before what is given here.
  ///
  /// @throws CheckFailedException if the database does not let us in
  Connection connect(String userElse, @Nullable String passwordElse) {
    var properties = new Properties();
    properties.setProperty("user", user != null ? user : userElse);
    String secret = password != null ? password : passwordElse;
    if (secret != null) {
      properties.setProperty("password", secret);
    }
    properties.setProperty("ApplicationName", "muster check");
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_TIMEOUT_SECONDS);
    try {
      Connection connection = DriverManager.getDriver(jdbc).connect(jdbc, properties);
      if (connection != null) {
        return connection;
      }
      throw new CheckFailedException(EXPECTED);
    } catch (SQLException e) {
      throw new CheckFailedException(
          "could not connect to " + JdbcUrl.withoutParameters(jdbc) + ": " + Checker.firstLine(e),
          e);
    }
  }

  private static String decode(String text) {
    // URLDecoder reads forms, where a plus sign is a blank; in a URL's user part it is itself.
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
