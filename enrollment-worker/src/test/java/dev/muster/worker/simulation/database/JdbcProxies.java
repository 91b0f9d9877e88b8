package dev.muster.worker.simulation.database;

import dev.muster.worker.simulation.database.Statement.Outcome;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// As much of JDBC as the store uses; any other method is an error.
final class JdbcProxies {
  private static final int PARAMETERS_MAX = 100;

  private JdbcProxies() {}

  static DataSource dataSource(Supplier<Session> sessions) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.toString());
          }
          Session session = sessions.get();
          session.connect();
          return connection(session);
        });
  }

  private static Connection connection(Session session) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          switch (method.getName()) {
            case "setAutoCommit" -> session.setAutoCommit((Boolean) arguments[0]);
            case "commit" -> session.commit();
            case "rollback", "close" -> session.rollback();
            case "isWrapperFor" -> {
              return false;
            }
            case "createArrayOf" -> {
              return array((@Nullable Object[]) arguments[1]);
            }
            case "prepareStatement" -> {
              return statement((Connection) self, session, (String) arguments[0]);
            }
            default -> throw new UnsupportedOperationException(method.toString());
          }
          return null;
        });
  }

  private static Array array(@Nullable Object[] values) throws SQLException {
    @Nullable Object[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] instanceof String text) {
        if (text.equals(SimulatedDatabase.REFUSED)) {
          throw new SQLException("the database refuses this text", "22021");
        }
      }
    }
    return proxy(
        Array.class,
        (self, method, arguments) -> {
          if (!method.getName().equals("getArray")) {
            throw new UnsupportedOperationException(method.toString());
          }
          return copy;
        });
  }

  private static PreparedStatement statement(Connection connection, Session session, String sql) {
    @Nullable Object[] parameters = new @Nullable Object[PARAMETERS_MAX];
    Deque<Outcome> answers = new ArrayDeque<>();
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) -> {
          switch (method.getName()) {
            case "setObject", "setString", "setLong" ->
                parameters[(Integer) arguments[0] - 1] = arguments[1];
            case "setInt" ->
                parameters[(Integer) arguments[0] - 1] = ((Integer) arguments[1]).longValue();
            case "setArray" ->
                parameters[(Integer) arguments[0] - 1] = ((Array) arguments[1]).getArray();
            case "getConnection" -> {
              return connection;
            }
            case "execute" -> {
              answers.clear();
              int bound = 0;
              for (String each : sql.split(";\n", -1)) {
                int some = Math.toIntExact(each.chars().filter(letter -> letter == '?').count());
                answers.add(
                    session.execute(each, Arrays.copyOfRange(parameters, bound, bound + some)));
                bound += some;
              }
              return reads(answers);
            }
            case "getUpdateCount" -> {
              return answers.isEmpty() || reads(answers) ? -1 : answers.getFirst().count();
            }
            case "getResultSet" -> {
              return reads(answers) ? result(answers.getFirst()) : null;
            }
            case "getMoreResults" -> {
              answers.removeFirst();
              return reads(answers);
            }
            case "executeUpdate" -> {
              return session.execute(sql, parameters).count();
            }
            case "executeQuery" -> {
              return result(session.execute(sql, parameters));
            }
            case "close" -> {}
            default -> throw new UnsupportedOperationException(method.toString());
          }
          return null;
        });
  }

  private static boolean reads(Deque<Outcome> answers) {
    return !answers.isEmpty() && !answers.getFirst().columns().isEmpty();
  }

  private static ResultSet result(Outcome outcome) {
    int[] at = {-1};
    return proxy(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "next" -> ++at[0] < outcome.rows().size();
              case "close" -> null;
              default -> read(method.getName(), value(outcome, at[0], arguments), arguments);
            });
  }

  private static @Nullable Object value(Outcome outcome, int row, Object[] arguments) {
    int column = outcome.columns().indexOf((String) arguments[0]);
    if (column < 0) {
      throw new IllegalStateException("no column " + arguments[0]);
    }
    return outcome.rows().get(row)[column];
  }

  private static @Nullable Object read(String method, @Nullable Object value, Object[] arguments) {
    return switch (method) {
      case "getString" -> (String) value;
      case "getLong" -> value == null ? 0L : (Long) value;
      case "getInt" -> value == null ? 0 : ((Long) value).intValue();
      case "getObject" ->
          arguments[1] == OffsetDateTime.class && value != null
              ? ((Instant) value).atOffset(ZoneOffset.UTC)
              : value;
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(JdbcProxies.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
