package dev.muster.ingest.outcome;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// A map that forgets, a generation at a time: when the young one has half of what is kept, or has
/// been young for half as long, it becomes the old one, and the old one is dropped as a whole.
///
/// A cache that keeps what is asked for most would keep the wrong ones: a request is asked for a
/// few times soon after it came, or never. One that keeps an order touches cold entries with every
/// new one. Here most operations are one look-up, and dropping touches nothing.
public final class Generations<K, V> {
  private final int halfMax;
  private final long halfNanos;
  private volatile Kept<K, V> kept;

  /// Compared by identity: two that hold the same are not the same two generations.
  private static final class Kept<K, V> {
    /// What was written last; it hides what the old one has under the same key.
    final ConcurrentHashMap<K, V> young;

    final ConcurrentHashMap<K, V> old;
    final AtomicInteger youngSize = new AtomicInteger();
    final long bornNanos;

    Kept(ConcurrentHashMap<K, V> young, ConcurrentHashMap<K, V> old, long bornNanos) {
      this.young = young;
      this.old = old;
      this.bornNanos = bornNanos;
    }
  }

  /// @param sizeMax at most so many entries are kept, and the newest half of them for certain
  /// @param kept nothing is kept for longer, and everything for half as long if there is room
  public Generations(int sizeMax, Duration kept, long nowNanos) {
    this.halfMax = sizeMax / 2;
    this.halfNanos = kept.toNanos() / 2;
    this.kept = new Kept<>(map(), map(), nowNanos);
  }

  private ConcurrentHashMap<K, V> map() {
    return new ConcurrentHashMap<>(halfMax);
  }

  /// What is kept under a key, or null.
  public @Nullable V get(K key, long nowNanos) {
    return find(kept(nowNanos), key);
  }

  private static <K, V> @Nullable V find(Kept<K, V> kept, K key) {
    V young = kept.young.get(key);
    return young != null ? young : kept.old.get(key);
  }

  /// Keeps a value, whatever was there.
  public void put(K key, V value, long nowNanos) {
    merge(key, value, (_, newer) -> newer, nowNanos);
  }

  /// Keeps a value, or what comes of it and the one that is kept.
  ///
  /// @param change may be called again with its own result
  public void merge(K key, V value, BinaryOperator<V> change, long nowNanos) {
    Kept<K, V> now;
    do {
      now = kept(nowNanos);
      merge(now, key, value, change);
      // If that became the old one meanwhile, another write may hide it.
    } while (now != kept);
  }

  private static <K, V> void merge(Kept<K, V> kept, K key, V value, BinaryOperator<V> change) {
    kept.young.compute(
        key,
        (_, young) -> {
          V known = young != null ? young : kept.old.get(key);
          if (young == null) {
            kept.youngSize.incrementAndGet();
          }
          return known == null ? value : change.apply(known, value);
        });
  }

  /// Keeps a value instead of another one.
  ///
  /// @return whether that one was kept until now
  boolean replace(K key, V expected, V value, long nowNanos) {
    Kept<K, V> now = kept(nowNanos);
    if (now.young.replace(key, expected, value)) {
      return true;
    }
    if (!expected.equals(now.old.get(key)) || now.young.putIfAbsent(key, value) != null) {
      return false;
    }
    now.youngSize.incrementAndGet();
    return true;
  }

  /// How many entries are kept at most.
  int size() {
    Kept<K, V> now = kept;
    return now.young.size() + now.old.size();
  }

  private Kept<K, V> kept(long nowNanos) {
    Kept<K, V> now = kept;
    return isGrown(now, nowNanos) ? next(nowNanos) : now;
  }

  private boolean isGrown(Kept<K, V> kept, long nowNanos) {
    return kept.youngSize.get() >= halfMax || nowNanos - kept.bornNanos >= halfNanos;
  }

  private synchronized Kept<K, V> next(long nowNanos) {
    Kept<K, V> now = kept;
    if (isGrown(now, nowNanos)) {
      boolean stale = nowNanos - now.bornNanos >= 2 * halfNanos;
      now = new Kept<>(map(), stale ? map() : now.young, nowNanos);
      kept = now;
    }
    return now;
  }
}
