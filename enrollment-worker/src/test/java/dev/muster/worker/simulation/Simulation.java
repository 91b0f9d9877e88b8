package dev.muster.worker.simulation;

import dev.muster.schemas.wire.RecordHeaders;
import dev.muster.worker.intake.SteppedIntake.Lane;
import dev.muster.worker.simulation.database.SimulatedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// One world from one seed: first with everything that can go wrong, then in peace until nothing is
/// left to do.
final class Simulation {
  private static final long START_MILLIS = 1_777_658_400_000L;
  private static final int CALM_EVENTS_MAX = 20_000;
  private static final long MS = 1_000_000;

  private final Chance chance;
  private final Plant plant;
  private final Trace trace;
  private final SimulatedDatabase database;
  private final Broker broker;
  private final Judge judge;
  private final Clients clients;
  private final List<Worker> workers = new ArrayList<>();
  private final int workersMax;
  private final int storminess;
  private final boolean failovers;
  private long nanos;
  private long databaseAwayUntil;
  private int events;
  private int named;
  private boolean calm;

  Simulation(long seed, Plant plant, Trace trace) {
    this.chance = new Chance(seed);
    this.plant = plant;
    this.trace = trace;
    this.failovers = chance.oneIn(4);
    this.storminess = 1 + chance.below(4);
    this.workersMax = 2 + chance.below(2);
    this.database =
        new SimulatedDatabase(failovers ? 8 : 0, plant::apply, plant == Plant.ONE_TRANSACTION);
    this.broker = new Broker(chance);
    this.judge = new Judge(database);
    this.clients = new Clients(broker, chance, 20 + chance.below(50));
  }

  /// How many things happened.
  int events() {
    return events;
  }

  /// @throws Violation at the first invariant that does not hold
  void run() {
    int storm = 150 + chance.below(600);
    while (events < storm) {
      event();
    }
    calm = true;
    trace.note(nanos, () -> "from here on nothing goes wrong");
    databaseAwayUntil = 0;
    workers.forEach(worker -> worker.frozenUntilNanos = 0);
    workers.forEach(worker -> worker.sender.refuse(false));
    while (clients.haveMore() || !Rest.isReached(broker, database)) {
      event();
      if (events > storm + CALM_EVENTS_MAX) {
        throw new Violation("does not come to rest: " + Rest.open(broker, database));
      }
    }
    trace.note(nanos, () -> "at rest");
    Rest.check(broker, database, judge);
  }

  private void event() {
    events++;
    nanos += chance.below(5 * MS);
    if (workers.size() < workersMax && (workers.isEmpty() || chance.oneIn(20))) {
      start();
      return;
    }
    if (!calm && chance.oneIn(12 * storminess)) {
      disturb();
      return;
    }
    Worker worker = chance.pick(workers);
    if (clients.haveMore() && chance.oneIn(5)) {
      note(() -> "clients: " + clients.append(millis()));
    } else if (!worker.isFrozen()) {
      act(worker);
    }
  }

  // A trace that is not kept does not run its lines, and appending is more than a line.
  private void note(Supplier<String> line) {
    String said = line.get();
    trace.note(nanos, () -> said);
  }

  private void act(Worker worker) {
    try {
      if (worker.sender.isBusy() && chance.oneIn(3)) {
        worker.sender.deliver(chance);
        return;
      }
      List<Lane> ready = new ArrayList<>(worker.lanes());
      ready.removeIf(lane -> !lane.isReady());
      if (!ready.isEmpty() && !chance.oneIn(3)) {
        Lane lane = chance.pick(ready);
        String before = lane.waiting();
        lane.step();
        trace.note(
            nanos,
            () -> worker.name + " " + lane.partition() + ": " + before + " -> " + lane.waiting());
        return;
      }
      worker.turn();
      nanos += chance.below(20 * MS);
    } catch (Crash crash) {
      die(worker, "crashes");
    }
  }

  private void start() {
    var worker = new Worker("worker-" + ++named, this);
    workers.add(worker);
    trace.note(nanos, () -> worker.name + " starts");
  }

  private void die(Worker worker, String how) {
    trace.note(nanos, () -> worker.name + " " + how);
    workers.remove(worker);
    worker.sender.die(chance);
    broker.remove(worker.reader);
  }

  private void disturb() {
    Worker worker = chance.pick(workers);
    switch (chance.below(7)) {
      case 0 -> die(worker, "is killed");
      case 1 -> {
        worker.frozenUntilNanos = nanos + chance.below(3_000 * MS);
        boolean expired = chance.oneIn(2);
        trace.note(nanos, () -> worker.name + " freezes" + (expired ? ", its session ends" : ""));
        if (expired) {
          broker.remove(worker.reader);
        }
      }
      case 2 -> {
        databaseAwayUntil = nanos + chance.below(500 * MS);
        trace.note(nanos, () -> "the database is away");
      }
      case 3 -> {
        boolean refuse = chance.oneIn(2);
        worker.sender.refuse(refuse);
        trace.note(nanos, () -> worker.name + "'s producer takes " + (refuse ? "nothing" : "all"));
      }
      case 4 -> {
        trace.note(nanos, () -> "the partitions change hands");
        broker.rebalance();
      }
      case 5 -> {
        try {
          worker.stop();
          die(worker, "is stopped");
        } catch (Crash crash) {
          die(worker, "crashes while it stops");
        }
      }
      default -> failover();
    }
  }

  private void failover() {
    int back = Math.min(database.momentsBack(), 1 + chance.below(6));
    if (failovers && back > 0) {
      trace.note(nanos, () -> "a standby takes over that lacks the last " + back + " commits");
      database.goBack(back);
      judge.wentBack(back);
    }
  }

  Chance chance() {
    return chance;
  }

  Plant plant() {
    return plant;
  }

  SimulatedDatabase database() {
    return database;
  }

  Broker broker() {
    return broker;
  }

  long nanos() {
    return nanos;
  }

  long millis() {
    return START_MILLIS + nanos / MS;
  }

  boolean isDatabaseAway() {
    return nanos < databaseAwayUntil;
  }

  /// Whether something befalls that comes once in so many times, when the weather is bad.
  boolean happens(int times) {
    return !calm && chance.oneIn(times * storminess);
  }

  void maybeCrash(int times) {
    if (happens(times)) {
      throw new Crash();
    }
  }

  void committed(Worker worker) {
    trace.note(nanos, () -> worker.name + " commits");
    judge.committed();
  }

  void arrived(Worker worker, ProducerRecord<byte[], byte[]> result) {
    trace.note(
        nanos,
        () -> "result of " + RecordHeaders.requestId(result.headers()) + " by " + worker.name);
    judge.published(result);
  }
}
