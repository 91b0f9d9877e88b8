package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.system.LocalBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/// `kill -9` of the broker, which is started again at once.
final class KillBroker implements Fault.Breaking {
  private static final int CONNECT_MILLIS_MAX = 1_000;

  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    LocalBroker broker = scene.system().broker();
    long pid = broker.child().pid();
    long blow = System.nanoTime();
    broker.kill();
    boolean gone = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    boolean refused = isRefused(broker.bootstrapServers());
    broker.start();
    long successor = broker.child().pid();
    broker.awaitReady();
    var away = Duration.ofNanos(System.nanoTime() - blow);
    Claim then = scene.busiest();
    Duration resumed = scene.awaitDecidedBeyond(then, blow);
    var _ = scene.awaitSettled();
    return new Injection(
        "kill -9 of the broker, pid %d; away for %.1f s".formatted(pid, away.toMillis() / 1e3),
        facts(gone, refused, pid, successor),
        resumed);
  }

  /// @param refused whether nobody listened where it had
  static List<Fact> facts(boolean gone, boolean refused, long pid, long successor) {
    return List.of(
        new Fact(gone ? "the process is gone" : "the process still runs", gone),
        new Fact(refused ? "nobody listened on its port" : "somebody listens on its port", refused),
        new Fact("it runs again as pid " + successor, pid != successor));
  }

  private static boolean isRefused(String server) {
    int colon = server.lastIndexOf(':');
    var address =
        new InetSocketAddress(
            server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    try (var socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS_MAX);
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
