package dev.muster.quickstart.bench.decide;

import java.sql.SQLException;
import java.util.List;

/// A design that decides each request by itself, from many connections.
class CallingContender implements Contender {
  private final String name;
  private final Arena arena;
  private final Callers callers;

  CallingContender(String name, Arena arena, Callers.Opening opening) throws SQLException {
    this.name = name;
    this.arena = arena;
    this.callers = new Callers(arena, opening);
  }

  /// The endpoint that Muster grew out of, with its races closed by the guards of the schema: for
  /// each request read player and tournament, look for a duplicate, lock the tournament, count who
  /// is in, debit, insert, commit. It keeps no counter.
  static Contender original(Arena arena) throws SQLException {
    return new CallingContender("original design, 16 connections", arena, OriginalSession::new);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Arena arena() {
    return arena;
  }

  @Override
  public double decide(List<Wanted> wishes) throws InterruptedException {
    return callers.decide(wishes);
  }

  @Override
  public void close() {
    callers.close();
  }
}
