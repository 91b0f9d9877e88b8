package dev.muster.ingest.request;

/// A caller's key, told apart from the same characters used elsewhere.
///
/// @param operation the scope: method, path and, where the path names one, the thing's id. A batch
///     is another operation than a single request, so its items cannot meet anybody's single keys
/// @param value what the caller sent
/// @param item index within a batch, 0 for a single request. A batch that is sent again has the
///     same items in the same places, so each gets its id back
public record IdempotencyKey(String operation, String value, int item) {
  public IdempotencyKey(String operation, String value) {
    this(operation, value, 0);
  }

  /// The key of one item of the batch sent under this key.
  public IdempotencyKey ofItem(int index) {
    return new IdempotencyKey(operation, value, index);
  }
}
