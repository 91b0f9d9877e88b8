package dev.muster.schemas.webhook;

/// Why an operation on an endpoint was rejected. Expect values to be added.
public enum OperationRefusal {
  /// There is no endpoint of that id any more, or never was.
  ENDPOINT_NOT_FOUND,
  /// An endpoint of that id is there already.
  ENDPOINT_EXISTS,
  /// The endpoint is disabled: enable it first.
  ENDPOINT_DISABLED,
  /// The endpoint never had that event, or it is not kept any more.
  DELIVERY_NOT_FOUND,
  /// The event is on its way: it cannot be sent again before that ended.
  DELIVERY_PENDING,
  /// What it asks for is outside the bounds.
  INVALID,
  /// The worker's `muster.webhooks.secret-key` is not the API's.
  SECRET_UNREADABLE,
  /// The record is no command.
  UNREADABLE,
  /// The worker could not do it; its log says why.
  FAILED
}
