package dev.muster.quickstart.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of the loopback address.
public final class Ports {
  private static final int BACKLOG = 1;

  /// Systems give ports above these to outgoing connections (Linux from 32,768 on, others higher):
  /// of those, one that is free now may be a connection's before its listener is there.
  private static final int FIRST = 10_000;

  private static final int COUNT = 22_000;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Ports() {}

  /// A port nobody listens on now, and that this process did not give out lately.
  ///
  /// @throws IllegalStateException if all are taken
  public static int free() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
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
