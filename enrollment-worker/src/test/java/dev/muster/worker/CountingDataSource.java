package dev.muster.worker;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Remembers every statement that is executed through it.
final class CountingDataSource implements DataSource {
  private final DataSource target;
  private final List<String> executed = new ArrayList<>();

  CountingDataSource(DataSource target) {
    this.target = target;
  }

  /// The statements executed since the last call.
  List<String> takeExecuted() {
    List<String> taken = List.copyOf(executed);
    executed.clear();
    return taken;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = target.getConnection();
    return wrap(
        Connection.class,
        connection,
        (method, result, args) ->
            result instanceof PreparedStatement statement
                ? wrap(PreparedStatement.class, statement, this::count)
                : result);
  }

  private Object count(Method method, Object result, Object[] args) {
    if (method.getName().startsWith("execute")) {
      executed.add(method.getName());
    }
    return result;
  }

  private interface After {
    Object apply(Method method, Object result, Object[] args);
  }

  private static <T> T wrap(Class<T> type, T target, After after) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              try {
                return after.apply(method, method.invoke(target, args), args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return target.getConnection(username, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return target.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return target.isWrapperFor(type);
  }
}
