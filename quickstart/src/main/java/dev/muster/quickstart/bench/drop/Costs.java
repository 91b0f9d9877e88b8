package dev.muster.quickstart.bench.drop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a process and all processes below it have used so far, as `/proc` tells; nothing where
/// there is no `/proc`.
///
/// @param cpuSeconds user and system time, with that of children which have ended
/// @param memoryMib memory in use; what several of them share is counted once
record Costs(OptionalDouble cpuSeconds, OptionalDouble memoryMib) {
  private static final Path PROC = Path.of("/proc");

  /// Linux's clock ticks, as every process is shown them.
  private static final double TICKS_PER_SECOND = 100;

  private static final double KIB_PER_MIB = 1024;

  /// Where the times begin in `/proc/PID/stat`, counted behind the name: user, system, and both of
  /// ended children.
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  static Costs of(ProcessHandle process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process);
    return of(all);
  }

  /// Of this JVM without the processes that it started.
  static Costs ofThisOne() {
    return of(List.of(ProcessHandle.current()));
  }

  private static Costs of(List<ProcessHandle> all) {
    long ticks = 0;
    long kib = 0;
    boolean known = true;
    for (ProcessHandle each : all) {
      OptionalLong used = ticks(each.pid());
      OptionalLong shared = proportionalKib(each.pid());
      boolean ended = !each.isAlive();
      known &= ended || (used.isPresent() && shared.isPresent());
      ticks += used.orElse(0);
      kib += shared.orElse(0);
    }
    return known
        ? new Costs(
            OptionalDouble.of(ticks / TICKS_PER_SECOND), OptionalDouble.of(kib / KIB_PER_MIB))
        : new Costs(OptionalDouble.empty(), OptionalDouble.empty());
  }

  private static OptionalLong ticks(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      // The name may hold spaces; it ends with the last bracket.
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return OptionalLong.of(
          fields.subList(FIRST_TIME, FIRST_TIME + TIMES).stream().mapToLong(Long::parseLong).sum());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong proportionalKib(long pid) {
    try {
      return Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
