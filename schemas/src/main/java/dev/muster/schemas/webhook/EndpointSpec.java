package dev.muster.schemas.webhook;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the owner of an endpoint can choose about it, but for secret, headers and state. Whether
/// the URL may be called is [TargetPolicy]'s to say.
///
/// @param url where to POST
/// @param eventTypes each once, in the order of their declaration
/// @param tournamentIds only events of these, or null for those of every tournament
/// @param description for people to read, or null
/// @param batchSizeMax events in one POST
/// @param concurrencyMax POSTs under way at once
/// @param ratePerSecond POSTs a second, or null for no limit
public record EndpointSpec(
    String url,
    List<EventType> eventTypes,
    @Nullable List<UUID> tournamentIds,
    @Nullable String description,
    EventOrder ordering,
    int batchSizeMax,
    int concurrencyMax,
    @Nullable Integer ratePerSecond) {

  /// Characters of a URL at most.
  public static final int URL_LENGTH_MAX = 2_000;

  /// Characters of a description at most.
  public static final int DESCRIPTION_LENGTH_MAX = 500;

  /// Tournaments an endpoint can name.
  public static final int TOURNAMENTS_MAX = 100;

  /// Events in one POST at most.
  public static final int BATCH_SIZE_LIMIT = 100;

  /// POSTs to one endpoint at once, at most.
  public static final int CONCURRENCY_LIMIT = 256;

  /// POSTs a second to one endpoint, at most.
  public static final int RATE_LIMIT = 100_000;

  static final int BATCH_SIZE_DEFAULT = 1;
  static final int CONCURRENCY_DEFAULT = 32;

  /// @throws IllegalArgumentException if a field is outside its bounds; the message names it
  public EndpointSpec {
    text("url", url, URL_LENGTH_MAX);
    if (eventTypes.isEmpty()) {
      throw new IllegalArgumentException("eventTypes must name at least one event type");
    }
    eventTypes = List.copyOf(EnumSet.copyOf(eventTypes));
    for (EventType type : eventTypes) {
      if (!type.isSubscribable()) {
        throw new IllegalArgumentException(
            "eventTypes must not name " + type.wireName() + ", which is sent on request only");
      }
    }
    if (tournamentIds != null) {
      tournamentIds = List.copyOf(tournamentIds);
      range("tournamentIds", "items", tournamentIds.size(), TOURNAMENTS_MAX);
      if (new HashSet<>(tournamentIds).size() < tournamentIds.size()) {
        throw new IllegalArgumentException("tournamentIds must name each tournament once");
      }
    }
    text("description", description, DESCRIPTION_LENGTH_MAX);
    range("batchSizeMax", "", batchSizeMax, BATCH_SIZE_LIMIT);
    range("concurrencyMax", "", concurrencyMax, CONCURRENCY_LIMIT);
    if (ratePerSecond != null) {
      range("ratePerSecond", "", ratePerSecond, RATE_LIMIT);
    }
  }

  private static void range(String field, String of, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          field
              + (of.isEmpty() ? " must be from 1 to " + max : " must have 1 to " + max + " " + of));
    }
  }

  private static void text(String field, @Nullable String value, int lengthMax) {
    if (value == null) {
      return;
    }
    if (value.isBlank() || value.codePointCount(0, value.length()) > lengthMax) {
      throw new IllegalArgumentException(
          field + " must have 1 to " + lengthMax + " characters that are not all blank");
    }
    // A lone surrogate is a code point of its own: PostgreSQL text holds neither that nor NUL.
    boolean unprintable =
        value
            .codePoints()
            .anyMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    if (unprintable) {
      throw new IllegalArgumentException(field + " must not contain control characters");
    }
  }
}
