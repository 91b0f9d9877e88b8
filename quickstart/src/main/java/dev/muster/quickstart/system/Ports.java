package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of the loopback address.
public final class Ports {
  private static final int BACKLOG = 1;

  private Ports() {}

  /// A port nobody listens on now.
  public static int free() {
    try (var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says which port is taken before anything is started.
  ///
  /// @param variable the environment variable that chooses the port
  /// @throws UserErrorException if somebody listens on it
  public static void requireFree(int port, String variable) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (IOException e) {
      throw new UserErrorException(
          "port %d is taken: set %s to a free one".formatted(port, variable));
    }
  }
}
