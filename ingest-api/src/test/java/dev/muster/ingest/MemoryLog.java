package dev.muster.ingest;

import dev.muster.ingest.log.CommandLog;
import dev.muster.ingest.log.WebhookCommandLog;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.NullMarked;

/// A command log in memory that can be made to misbehave. What it keeps is what it acknowledged.
@NullMarked
final class MemoryLog implements CommandLog, WebhookCommandLog {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final List<CommandEnvelope> appended = new ArrayList<>();
  private final List<WebhookCommandEnvelope> webhookCommands = new ArrayList<>();
  private Consumer<WebhookCommandEnvelope> webhookWorker = _ -> {};
  private int calls;
  private IntPredicate fails = _ -> false;
  private IntPredicate hangs = _ -> false;

  /// Makes the appends fail, or never be answered, by their number (0, 1, ...) from now on.
  synchronized void misbehave(IntPredicate failing, IntPredicate hanging) {
    calls = 0;
    fails = failing;
    hangs = hanging;
  }

  synchronized void behave() {
    misbehave(_ -> false, _ -> false);
  }

  @Override
  public synchronized CompletableFuture<Appended> append(CommandEnvelope envelope) {
    int call = calls++;
    if (fails.test(call)) {
      return CompletableFuture.failedFuture(new IOException("The broker said no"));
    }
    if (hangs.test(call)) {
      return new CompletableFuture<>();
    }
    appended.add(envelope);
    return CompletableFuture.completedFuture(
        new Appended(new LogPosition(3, appended.size() - 1), TIME));
  }

  @Override
  public synchronized CompletableFuture<Appended> append(WebhookCommandEnvelope envelope) {
    int call = calls++;
    if (fails.test(call)) {
      return CompletableFuture.failedFuture(new IOException("The broker said no"));
    }
    webhookCommands.add(envelope);
    webhookWorker.accept(envelope);
    return CompletableFuture.completedFuture(
        new Appended(new LogPosition(3, webhookCommands.size() - 1), TIME));
  }

  /// What carries commands to webhook endpoints out, as soon as they are on the log.
  synchronized void webhookWorker(Consumer<WebhookCommandEnvelope> worker) {
    webhookWorker = worker;
  }

  synchronized List<WebhookCommandEnvelope> webhookCommands() {
    return List.copyOf(webhookCommands);
  }

  synchronized List<CommandEnvelope> appended() {
    return List.copyOf(appended);
  }

  /// How often an append was asked for since the last change of behaviour.
  synchronized int calls() {
    return calls;
  }

  @Override
  public boolean ready() {
    return true;
  }
}
