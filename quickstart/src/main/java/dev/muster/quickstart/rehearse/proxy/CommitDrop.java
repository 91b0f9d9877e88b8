package dev.muster.quickstart.rehearse.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/// A connection that will be lost in the middle of a COMMIT.
public final class CommitDrop {
  /// Which half of the exchange is lost.
  public enum Lost {
    /// The server never gets the COMMIT.
    REQUEST,
    /// The server commits, and the client never learns it.
    ANSWER
  }

  /// What was done.
  ///
  /// @param port from which the proxy spoke to the server: the session's `client_port` there
  /// @param heldBytes what the other side never got
  public record Dropped(int port, int heldBytes) {}

  private final Lost lost;
  private final IntPredicate wanted;
  private final CompletableFuture<Dropped> dropped = new CompletableFuture<>();

  /// @param wanted asked for each COMMIT, while it is held, with the session's `client_port`:
  ///     whether this is one to drop
  public CommitDrop(Lost lost, IntPredicate wanted) {
    this.lost = lost;
    this.wanted = wanted;
  }

  Lost lost() {
    return lost;
  }

  boolean wants(int port) {
    return wanted.test(port);
  }

  void done(int port, int heldBytes) {
    dropped.complete(new Dropped(port, heldBytes));
  }

  /// Completes when the connection is gone.
  public CompletableFuture<Dropped> dropped() {
    return dropped;
  }
}
