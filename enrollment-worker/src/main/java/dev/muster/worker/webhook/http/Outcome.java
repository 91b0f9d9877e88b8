package dev.muster.worker.webhook.http;

/// How an attempt ended.
public enum Outcome {
  /// Answered with 2xx.
  SUCCESS,
  /// Answered with anything else.
  HTTP_STATUS,
  /// Not done in time.
  TIMEOUT,
  /// No connection.
  CONNECT,
  /// A connection that broke.
  CONNECTION_LOST,
  TLS,
  /// The name has no address, or not in time.
  DNS,
  /// The address is not one that may be called.
  BLOCKED,
  /// What came back was no HTTP.
  PROTOCOL,
  /// The endpoint's URL or headers cannot be sent at all.
  INVALID
}
