package dev.muster.quickstart.rehearse.fault;

/// One thing that must be so if a fault really happened.
///
/// @param text what was seen, or what should have been
/// @param holds whether it was
public record Fact(String text, boolean holds) {}
