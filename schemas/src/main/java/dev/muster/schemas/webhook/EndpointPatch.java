package dev.muster.schemas.webhook;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of an endpoint as a JSON merge patch (RFC 7396): a field that is named replaces the old
/// one, a null removes it or brings its default back, a field that is not named stays.
///
/// @param changed the fields it names; the values of all others mean nothing
/// @param state null when the state stays
/// @param sealedHeaders base64 of the sealed merge patch of the headers; null removes them all
public record EndpointPatch(
    Set<Field> changed,
    @Nullable String url,
    @Nullable List<EventType> eventTypes,
    @Nullable List<UUID> tournamentIds,
    @Nullable String description,
    @Nullable EventOrder ordering,
    @Nullable Integer batchSizeMax,
    @Nullable Integer concurrencyMax,
    @Nullable Integer ratePerSecond,
    @Nullable WantedState state,
    @Nullable String sealedHeaders) {

  /// What can be changed.
  public enum Field {
    URL("url"),
    EVENT_TYPES("eventTypes"),
    TOURNAMENT_IDS("tournamentIds"),
    DESCRIPTION("description"),
    ORDERING("ordering"),
    BATCH_SIZE_MAX("batchSizeMax"),
    CONCURRENCY_MAX("concurrencyMax"),
    RATE_PER_SECOND("ratePerSecond"),
    STATE("state"),
    SEALED_HEADERS("sealedHeaders");

    private final String wireName;

    Field(String wireName) {
      this.wireName = wireName;
    }

    /// Its name in JSON.
    public String wireName() {
      return wireName;
    }
  }

  /// @throws IllegalArgumentException if it removes what an endpoint must have; the message names
  ///     it
  public EndpointPatch {
    changed = Set.copyOf(changed);
    required(changed, Field.URL, url);
    required(changed, Field.EVENT_TYPES, eventTypes);
    required(changed, Field.STATE, state);
    eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
    tournamentIds = tournamentIds == null ? null : List.copyOf(tournamentIds);
  }

  private static void required(Set<Field> changed, Field field, @Nullable Object value) {
    if (changed.contains(field) && value == null) {
      throw new IllegalArgumentException(field.wireName() + " cannot be removed");
    }
  }

  /// Whether it names the field.
  public boolean changes(Field field) {
    return changed.contains(field);
  }

  /// The endpoint as it is afterwards, judged as a whole.
  ///
  /// @throws IllegalArgumentException if the outcome is outside its bounds; the message names the
  ///     field
  public EndpointSpec applyTo(EndpointSpec old) {
    return new EndpointSpec(
        changes(Field.URL) && url != null ? url : old.url(),
        changes(Field.EVENT_TYPES) && eventTypes != null ? eventTypes : old.eventTypes(),
        changes(Field.TOURNAMENT_IDS) ? tournamentIds : old.tournamentIds(),
        changes(Field.DESCRIPTION) ? description : old.description(),
        changes(Field.ORDERING) ? orDefault(ordering, EventOrder.NONE) : old.ordering(),
        changes(Field.BATCH_SIZE_MAX)
            ? orDefault(batchSizeMax, EndpointSpec.BATCH_SIZE_DEFAULT)
            : old.batchSizeMax(),
        changes(Field.CONCURRENCY_MAX)
            ? orDefault(concurrencyMax, EndpointSpec.CONCURRENCY_DEFAULT)
            : old.concurrencyMax(),
        changes(Field.RATE_PER_SECOND) ? ratePerSecond : old.ratePerSecond());
  }

  private static <T> T orDefault(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
