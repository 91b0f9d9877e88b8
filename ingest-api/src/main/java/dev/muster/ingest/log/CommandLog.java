package dev.muster.ingest.log;

import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.result.LogPosition;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Where commands go. The only thing this application ever writes to.
public interface CommandLog {
  /// Starts one append. The future completes once every in-sync replica has the command; it fails
  /// when that did not happen in time, and then the command may or may not be on the log; with a
  /// [LogUnavailableException] if it certainly is not. What finds no room fails within a second or
  /// two. Commands with the same key are appended in the order of the calls.
  CompletableFuture<Appended> append(CommandEnvelope envelope);

  /// Whether the topics were found to be what they must be, so that appends can succeed.
  boolean ready();

  /// The broker's receipt.
  ///
  /// @param time when the leader appended it (log time): the time the command is decided by
  record Appended(LogPosition position, Instant time) {}
}
