package dev.muster.schemas.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/// The address of a database, with how its connections are secured.
///
/// The driver takes no notice of a parameter it does not know: with `sslmod=verify-full` it would
/// connect without asking who answers. Here that ends the start.
public final class JdbcUrl {
  private static final String PREFIX = "jdbc:postgresql:";

  /// Given as paths, and read at each login.
  private static final List<PGProperty> FILES =
      List.of(PGProperty.SSL_ROOT_CERT, PGProperty.SSL_CERT, PGProperty.SSL_KEY);

  private JdbcUrl() {}

  /// The URL as it is.
  ///
  /// @param setting what it is the value of, for the message
  /// @throws IllegalArgumentException if it is wrong; it names the setting and not the URL, which
  ///     may hold a password
  public static String checked(String setting, String url) {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(setting + " is required and must start with " + PREFIX);
    }
    for (String parameter : parameters(url)) {
      String name = parameter.split("=", 2)[0];
      if (PGProperty.forName(name) == null) {
        // It may be what an unescaped & has torn off a password.
        String shown = url.contains("password=") ? "" : ": " + name;
        throw new IllegalArgumentException(
            setting + " has a parameter that the driver does not know" + shown);
      }
    }
    @Nullable Properties parsed = Driver.parseURL(url, null);
    if (parsed == null) {
      throw new IllegalArgumentException(
          setting + " must read " + PREFIX + "//HOST:PORT/NAME?PARAMETER=VALUE&...");
    }
    try {
      SslMode _ = SslMode.of(parsed);
    } catch (PSQLException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
    for (PGProperty file : FILES) {
      String path = file.getOrDefault(parsed);
      if (path != null && PGProperty.SSL_FACTORY.getOrNull(parsed) == null) {
        requireReadable(setting, file.getName(), path);
      }
    }
    return url;
  }

  /// As it may be shown: what follows the question mark can hold a password.
  public static String withoutParameters(String url) {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }

  private static List<String> parameters(String url) {
    int question = url.indexOf('?');
    return question < 0
        ? List.of()
        : List.of(url.substring(question + 1).split("&")).stream()
            .filter(parameter -> !parameter.isEmpty())
            .toList();
  }

  private static void requireReadable(String setting, String parameter, String path) {
    if (!Files.isReadable(Path.of(path))) {
      throw new IllegalArgumentException(
          setting + " names a file that cannot be read: " + parameter + "=" + path);
    }
  }
}
