package dev.muster.quickstart.bench.decide;

import java.sql.SQLException;
import java.util.List;

/// The endpoint that Muster grew out of, with its races closed by the guards of the schema: for
/// each request read player and tournament, look for a duplicate, lock the tournament, count who is
/// in, debit, insert, commit. It keeps no counter.
final class OriginalDesign implements Contender {
  private final Arena arena;
  private final Callers callers;

  OriginalDesign(Arena arena) throws SQLException {
    this.arena = arena;
    this.callers = new Callers(arena, OriginalSession::new);
  }

  @Override
  public String name() {
    return "original design, 16 connections";
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
