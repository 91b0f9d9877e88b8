package dev.muster.worker.webhook.http;

import dev.muster.schemas.webhook.TargetPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves names for the client, and lets through only what may be called. The client connects to
/// exactly the addresses that were judged here, so no second answer can slip in between.
///
/// A host with one forbidden address is refused altogether: an honest name does not mix them.
final class VettedAddresses implements DnsResolver, AutoCloseable {
  private static final int THREADS_MAX = 16;
  private static final int WAITING_MAX = 256;
  private static final int ADDRESSES_MAX = 3;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  /// The system's resolver, or a test's.
  @FunctionalInterface
  interface Names {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final TargetPolicy policy;
  private final Names names;
  // Threads of the platform: a look-up in native code would hold a carrier that lanes run on.
  private final ExecutorService lookups;
  private final ConcurrentHashMap<String, CompletableFuture<InetAddress[]>> underWay =
      new ConcurrentHashMap<>();

  VettedAddresses(TargetPolicy policy, Names names) {
    this.policy = policy;
    this.names = names;
    var pool =
        new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("webhook-dns-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    this.lookups = pool;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress literal = TargetPolicy.literal(host);
    InetAddress[] found = literal == null ? lookUp(host) : new InetAddress[] {literal};
    List<InetAddress> vetted = new ArrayList<>();
    for (InetAddress address : found) {
      if (!policy.permits(address)) {
        throw new BlockedTargetException(host + " has an address that may not be called");
      }
      vetted.add(address);
    }
    if (vetted.isEmpty()) {
      throw new UnknownHostException(host + " has no address");
    }
    // Each is tried in turn, so more of them would only use the attempt's time up.
    return vetted.stream().limit(ADDRESSES_MAX).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /// One look-up per name at a time, however many attempts wait for it.
  private InetAddress[] lookUp(String host) throws UnknownHostException {
    var mine = new CompletableFuture<InetAddress[]>();
    CompletableFuture<InetAddress[]> running = underWay.putIfAbsent(host, mine);
    if (running == null) {
      start(host, mine);
      running = mine;
    }
    try {
      InetAddress[] found = running.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return Arrays.copyOf(found, found.length);
    } catch (ExecutionException | CompletionException e) {
      throw new UnknownHostException(host + " was not found");
    } catch (TimeoutException e) {
      throw new UnknownHostException(host + " was not looked up in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + " was not looked up in time");
    }
  }

  private void start(String host, CompletableFuture<InetAddress[]> answer) {
    try {
      lookups.execute(
          () -> {
            try {
              InetAddress[] found = names.resolve(host);
              underWay.remove(host, answer);
              answer.complete(found);
            } catch (UnknownHostException | RuntimeException e) {
              underWay.remove(host, answer);
              answer.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      underWay.remove(host, answer);
      answer.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
