package dev.muster.quickstart.rehearse.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Passes connections on to a PostgreSQL server of this machine, and breaks them when it is told
/// to. Left alone it changes nothing. It knows as much of the protocol as it takes to see a COMMIT,
/// and refuses connections that are encrypted.
public final class PostgresProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong delayed = new AtomicLong();
  private final AtomicReference<@Nullable CommitDrop> armed = new AtomicReference<>();
  private volatile boolean refusing;
  private volatile Duration delay = Duration.ZERO;

  private PostgresProxy(ServerSocket listening, InetSocketAddress server) {
    this.listening = listening;
    this.server = server;
  }

  /// A proxy on a free port of the loopback address.
  ///
  /// @param serverPort where PostgreSQL listens, or will; also on the loopback address
  public static PostgresProxy before(int serverPort) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      var proxy =
          new PostgresProxy(
              new ServerSocket(0, 0, loopback), new InetSocketAddress(loopback, serverPort));
      Thread.ofPlatform().daemon().name("proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return listening.getLocalPort();
  }

  /// The ports from which it speaks to the server now: the sessions' `client_port` there.
  public List<Integer> serverSidePorts() {
    return relays.stream().map(Relay::serverSidePort).toList();
  }

  /// Connections passed on since it started.
  public long accepted() {
    return accepted.get();
  }

  /// Resets every connection on both sides.
  ///
  /// @return the ports from which it spoke to the server
  public List<Integer> cut() {
    List<Relay> cut = List.copyOf(relays);
    cut.forEach(Relay::reset);
    return cut.stream().map(Relay::serverSidePort).toList();
  }

  /// Whether new connections are reset at once.
  public void refuse(boolean on) {
    refusing = on;
  }

  /// Holds whatever comes back by this much, in both directions; zero ends it.
  public void delay(Duration each) {
    delay = each;
  }

  /// How often something was held up.
  public long delayed() {
    return delayed.get();
  }

  /// Drops the first wanted COMMIT from now on, once.
  public void arm(CommitDrop drop) {
    armed.set(drop);
  }

  /// Drops none if none was dropped yet.
  public void disarm() {
    armed.set(null);
  }

  /// The drop that this COMMIT is for, taken; null to let it pass.
  @Nullable CommitDrop take(int port) {
    CommitDrop drop = armed.get();
    return drop != null && drop.wants(port) && armed.compareAndSet(drop, null) ? drop : null;
  }

  /// Waits as long as everything is to be held up.
  void holdUp() throws IOException {
    Duration each = delay;
    if (each.isPositive()) {
      delayed.incrementAndGet();
      try {
        Thread.sleep(each);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("told to stop", e);
      }
    }
  }

  void ended(Relay relay) {
    relays.remove(relay);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (refusing) {
          Relay.reset(client);
        } else {
          Thread.ofVirtual().start(() -> pass(client));
        }
      } catch (IOException e) {
        // Closed, or a client that is gone already.
      }
    }
  }

  private void pass(Socket client) {
    var toServer = new Socket();
    try {
      toServer.connect(server);
      var relay = new Relay(this, client, toServer);
      relays.add(relay);
      accepted.incrementAndGet();
      relay.run();
    } catch (IOException e) {
      // The server is away: so is this connection.
      Relay.reset(client);
      Relay.reset(toServer);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
