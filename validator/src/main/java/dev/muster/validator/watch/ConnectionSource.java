package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens sessions whose every statement ends within seconds, by the server's limit or the socket's.
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
