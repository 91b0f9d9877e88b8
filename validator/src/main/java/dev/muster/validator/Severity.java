package dev.muster.validator;

/// How bad a finding is.
public enum Severity {
  /// The promise is broken: a seat or a credit is wrong.
  ERROR,
  /// Nothing is wrong yet, but what holds the promise is weaker than it should be.
  WARNING
}
