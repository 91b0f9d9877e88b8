package dev.muster.quickstart.bench.core;

import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.Decider;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// From decoded entries to the changes, without JSON and without a row. An operation is a command.
@State(Scope.Thread)
public class DecideBenchmark {
  @Param public Workload workload = Workload.HOT;

  private final Decider decider = new Decider();
  private List<Workload.Given> batches = List.of();
  private int next;

  @Setup
  public void fill() {
    batches = workload.batches();
    verify();
  }

  /// A number for wrong work is no number: the compiled code must decide as the first run did.
  @TearDown(Level.Iteration)
  public void verify() {
    for (Workload.Given given : batches) {
      workload.require(decider.decide(given.snapshot(), given.batch()));
    }
  }

  @Benchmark
  @OperationsPerInvocation(Workload.BATCH)
  public Changes decide() {
    next = next + 1 == batches.size() ? 0 : next + 1;
    Workload.Given given = batches.get(next);
    return decider.decide(given.snapshot(), given.batch());
  }
}
