package dev.muster.worker.simulation;

import dev.muster.worker.BatchProcessor;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.intake.BatchLimits;
import dev.muster.worker.intake.SteppedIntake;
import dev.muster.worker.intake.SteppedIntake.Lane;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.simulation.database.Faults;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// One process: the real intake between a simulated consumer, database and producer.
final class Worker implements Faults {
  final String name;
  final ResultSender sender;
  final LogReader reader;
  private final Simulation world;
  private final SteppedIntake intake;
  private boolean joined;
  long frozenUntilNanos;

  Worker(String name, Simulation world) {
    this.name = name;
    this.world = world;
    this.reader = new LogReader(world.broker(), world.chance(), world.plant() != Plant.SEEK);
    this.sender = new ResultSender(result -> world.arrived(this, result), world.plant());
    var database = world.database().dataSource(this);
    var around =
        new SteppedIntake.Surroundings(
            name,
            reader.consumer(),
            Broker.TOPICS,
            database,
            new ResultPublisher(sender.producer()),
            partition -> world.broker().log(partition).size(),
            new BatchLimits(1 + world.chance().below(5), 1_000_000),
            new VirtualClock(world),
            world::nanos,
            bound -> world.chance().below(bound),
            this::join);
    this.intake =
        new SteppedIntake(
            around,
            new BatchProcessor(database, new Decider(), (stage, batch) -> world.maybeCrash(60)));
  }

  List<Lane> lanes() {
    return intake.lanes();
  }

  boolean isFrozen() {
    return world.nanos() < frozenUntilNanos;
  }

  void turn() {
    if (!joined) {
      joined = true;
      intake.join();
    }
    intake.turn();
  }

  /// SIGTERM: batches under way are finished, the group is left.
  void stop() {
    intake.leave();
  }

  /// The loop waits for a lane. Now and then it does not end in time; it goes on by itself then.
  private void join(Lane lane, Duration wait) {
    for (int i = 0; i < 40 && !lane.hasEnded() && !world.chance().oneIn(6); i++) {
      if (lane.isReady()) {
        lane.step();
      } else if (sender.isBusy()) {
        sender.deliver(world.chance());
      }
    }
  }

  @Override
  public void connecting() throws SQLException {
    if (world.isDatabaseAway()) {
      throw new SQLException("connection refused", "08001");
    }
  }

  @Override
  public void executing() throws SQLException {
    world.maybeCrash(150);
    if (world.happens(150)) {
      throw new SQLException("deadlock detected", "40P01");
    }
  }

  @Override
  public Fate committing() {
    world.maybeCrash(60);
    if (world.happens(30)) {
      return Fate.LOST;
    }
    if (world.plant() == Plant.COMMIT_FIRST && world.happens(10)) {
      return Fate.LIE;
    }
    return world.happens(30) ? Fate.DONE_UNHEARD : Fate.DONE;
  }

  @Override
  public void committed() {
    world.committed(this);
    world.maybeCrash(60);
  }

  /// Virtual time for people.
  private static final class VirtualClock extends Clock {
    private final Simulation world;

    VirtualClock(Simulation world) {
      this.world = world;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(world.millis());
    }
  }
}
