package dev.muster.schemas.result;

/// A place in a command topic. Within one partition the offset is the order of decision.
public record LogPosition(int partition, long offset) {}
