package dev.muster.worker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The simulation as a command: one seed with everything that happens in it, or as many seeds as
/// wanted.
public final class Simulate {
  private static final int TAIL = 25;
  private static final int PROGRESS_EVERY = 1_000;

  private Simulate() {}

  /// A seed that failed.
  ///
  /// @param events how many things happened until then
  record Failure(long seed, Plant plant, int events, Throwable cause, List<String> trace) {
    /// For people: what is wrong, what happened last, and how to see it again.
    String report() {
      String without = plant == Plant.NOTHING ? "" : " --without " + plant.option();
      return "seed %d, event %d: %s%nThe last of what happened:%n%s%nAll of it:%n  %s%n"
          .formatted(
              seed,
              events,
              cause instanceof Violation ? cause.getMessage() : cause,
              String.join(
                  System.lineSeparator(),
                  trace.subList(Math.max(0, trace.size() - TAIL), trace.size())),
              "./muster simulate --seed " + seed + without);
    }
  }

  /// Plays one seed.
  ///
  /// @return what is wrong, or null
  static @Nullable Failure play(long seed, Plant plant) {
    return play(seed, plant, new Trace(false)) == null ? null : play(seed, plant, new Trace(true));
  }

  static @Nullable Failure play(long seed, Plant plant, Trace trace) {
    var simulation = new Simulation(seed, plant, trace);
    try {
      simulation.run();
      return null;
    } catch (Violation | RuntimeException e) {
      return new Failure(seed, plant, simulation.events(), e, trace.lines());
    }
  }

  /// Plays seeds, one after the other, until one fails.
  static @Nullable Failure playAll(long first, long count, Plant plant, Runnable each) {
    for (long seed = first; seed < first + count; seed++) {
      Failure failure = play(seed, plant);
      if (failure != null) {
        return failure;
      }
      each.run();
    }
    return null;
  }

  /// Nobody reads what the simulated workers log.
  static void silence() {
    ((Logger) LoggerFactory.getLogger("dev.muster.worker")).setLevel(Level.OFF);
  }

  /// Takes `[--seed N] [--seeds N] [--without FAULT]`.
  public static void main(String[] args) {
    System.exit(run(System.err, args));
  }

  /// Does what the options say.
  ///
  /// @return 0 if every invariant held, 1 if one did not, 2 if the options make no sense
  static int run(PrintStream out, String... args) {
    silence();
    long seed = 1;
    long seeds = 0;
    Plant plant = Plant.NOTHING;
    Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
    try {
      while (!words.isEmpty()) {
        String option = words.removeFirst();
        String value = words.isEmpty() ? "" : words.removeFirst();
        switch (option) {
          case "--seed" -> seed = Long.parseLong(value);
          case "--seeds" -> seeds = Long.parseLong(value);
          case "--without" -> plant = Plant.named(value);
          default -> throw new IllegalArgumentException("there is no option '" + option + "'");
        }
      }
    } catch (IllegalArgumentException e) {
      out.println("simulate: " + e.getMessage());
      return 2;
    }
    return seeds == 0 ? show(seed, plant, out) : many(seed, seeds, plant, out);
  }

  private static int show(long seed, Plant plant, PrintStream out) {
    var trace = new Trace(true);
    Failure failure = play(seed, plant, trace);
    trace.lines().forEach(out::println);
    out.println(
        failure == null
            ? "seed " + seed + ": every invariant held"
            : "seed " + seed + ", event " + failure.events() + ": " + failure.cause());
    return failure == null ? 0 : 1;
  }

  private static int many(long first, long count, Plant plant, PrintStream out) {
    long begun = System.nanoTime();
    long[] done = {0};
    Failure failure =
        playAll(
            first,
            count,
            plant,
            () -> {
              if (++done[0] % PROGRESS_EVERY == 0) {
                out.printf("%,d of %,d seeds%n", done[0], count);
              }
            });
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (failure != null) {
      out.println(failure.report());
      return 1;
    }
    out.printf("%,d seeds from %d on: every invariant held (%.1f s)%n", count, first, seconds);
    return 0;
  }
}
