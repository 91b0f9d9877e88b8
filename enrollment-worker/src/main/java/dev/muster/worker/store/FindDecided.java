package dev.muster.worker.store;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/// Which requests were decided before: a client's retry is a second record, and offsets cannot see
/// that.
final class FindDecided {
  private static final String SQL =
      """
      SELECT d.request_id
      FROM unnest(?::uuid[]) AS asked(request_id)
      JOIN decision d ON d.request_id = asked.request_id
      """;

  private FindDecided() {}

  /// Those that were come into the set.
  static Read of(Collection<UUID> requestIds, Set<UUID> decided) {
    return new Read(
        SQL,
        requestIds.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, requestIds, bound).uuids(id -> id).bound(),
        row -> decided.add(Rows.uuid(row, "request_id")));
  }
}
