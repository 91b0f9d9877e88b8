package dev.muster.quickstart.observe;

import org.jspecify.annotations.Nullable;

/// A rule as Prometheus loaded it.
///
/// @param name of the alert, or of the metric it records
/// @param runbook where its alert's page is, from the root of the repository
/// @param error why its last evaluation failed, or null
record Rule(
    boolean alert,
    String name,
    String expression,
    @Nullable String runbook,
    @Nullable String error) {}
