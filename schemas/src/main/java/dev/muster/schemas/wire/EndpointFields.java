package dev.muster.schemas.wire;

import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointPatch.Field;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.WantedState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The fields of a webhook endpoint in JSON: the same in HTTP bodies, in commands and in answers.
public final class EndpointFields {
  private EndpointFields() {}

  /// Reads a whole endpoint; what is left out gets its default.
  ///
  /// @throws MalformedJsonException if a field is missing or of the wrong type
  /// @throws IllegalArgumentException if a value is outside its bounds; the message names the field
  public static EndpointSpec spec(JsonFields fields) throws MalformedJsonException {
    // Everything but the two that must be there is a patch of the defaults.
    var bare =
        new EndpointSpec(
            fields.requiredText("url"),
            eventTypes(required("eventTypes", fields.texts("eventTypes"))),
            null,
            null,
            EventOrder.NONE,
            1,
            1,
            null);
    var all = EnumSet.allOf(Field.class);
    all.removeAll(EnumSet.of(Field.URL, Field.EVENT_TYPES, Field.STATE, Field.SEALED_HEADERS));
    return new EndpointPatch(
            all,
            null,
            null,
            tournamentIds(fields.texts("tournamentIds")),
            fields.text("description"),
            fields.oneOf("ordering", EventOrder.class),
            integer(fields, "batchSizeMax"),
            integer(fields, "concurrencyMax"),
            integer(fields, "ratePerSecond"),
            null,
            null)
        .applyTo(bare);
  }

  /// Reads a merge patch of an endpoint.
  ///
  /// @param headers whether it changes the headers as well
  /// @param sealedHeaders how, sealed; null removes them all
  /// @throws MalformedJsonException if a field is of the wrong type
  /// @throws IllegalArgumentException if it removes what must be there; the message names the field
  public static EndpointPatch patch(
      JsonFields fields, boolean headers, @Nullable String sealedHeaders)
      throws MalformedJsonException {
    SortedSet<String> named = fields.names();
    EnumSet<Field> changed = EnumSet.noneOf(Field.class);
    for (Field field : Field.values()) {
      if (field == Field.SEALED_HEADERS ? headers : named.contains(field.wireName())) {
        changed.add(field);
      }
    }
    List<String> eventTypes = fields.texts("eventTypes");
    return new EndpointPatch(
        changed,
        fields.text("url"),
        eventTypes == null ? null : eventTypes(eventTypes),
        tournamentIds(fields.texts("tournamentIds")),
        fields.text("description"),
        fields.oneOf("ordering", EventOrder.class),
        integer(fields, "batchSizeMax"),
        integer(fields, "concurrencyMax"),
        integer(fields, "ratePerSecond"),
        fields.oneOf("state", WantedState.class),
        sealedHeaders);
  }

  /// Writes the properties of an endpoint into an open object.
  public static void write(JsonGenerator json, EndpointSpec spec) {
    json.writeStringProperty("url", spec.url());
    writeEventTypes(json, spec.eventTypes());
    if (spec.tournamentIds() != null) {
      writeTournamentIds(json, spec.tournamentIds());
    }
    Json.text(json, "description", spec.description());
    json.writeStringProperty("ordering", spec.ordering().name());
    json.writeNumberProperty("batchSizeMax", spec.batchSizeMax());
    json.writeNumberProperty("concurrencyMax", spec.concurrencyMax());
    if (spec.ratePerSecond() != null) {
      json.writeNumberProperty("ratePerSecond", spec.ratePerSecond());
    }
  }

  /// Writes a merge patch into an open object.
  static void write(JsonGenerator json, EndpointPatch patch) {
    for (Field field : Field.values()) {
      if (patch.changes(field)) {
        write(json, field, patch);
      }
    }
  }

  private static void write(JsonGenerator json, Field field, EndpointPatch patch) {
    switch (field) {
      case URL -> text(json, field, patch.url());
      case EVENT_TYPES -> {
        if (patch.eventTypes() != null) {
          writeEventTypes(json, patch.eventTypes());
        }
      }
      case TOURNAMENT_IDS -> {
        if (patch.tournamentIds() == null) {
          json.writeNullProperty(field.wireName());
        } else {
          writeTournamentIds(json, patch.tournamentIds());
        }
      }
      case DESCRIPTION -> text(json, field, patch.description());
      case ORDERING -> text(json, field, name(patch.ordering()));
      case BATCH_SIZE_MAX -> number(json, field, patch.batchSizeMax());
      case CONCURRENCY_MAX -> number(json, field, patch.concurrencyMax());
      case RATE_PER_SECOND -> number(json, field, patch.ratePerSecond());
      case STATE -> text(json, field, name(patch.state()));
      case SEALED_HEADERS -> text(json, field, patch.sealedHeaders());
    }
  }

  private static void text(JsonGenerator json, Field field, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(field.wireName());
    } else {
      json.writeStringProperty(field.wireName(), value);
    }
  }

  private static void number(JsonGenerator json, Field field, @Nullable Integer value) {
    if (value == null) {
      json.writeNullProperty(field.wireName());
    } else {
      json.writeNumberProperty(field.wireName(), value.intValue());
    }
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static void writeEventTypes(JsonGenerator json, List<EventType> types) {
    json.writeName("eventTypes");
    json.writeStartArray();
    types.forEach(type -> json.writeString(type.wireName()));
    json.writeEndArray();
  }

  private static void writeTournamentIds(JsonGenerator json, List<UUID> ids) {
    json.writeName("tournamentIds");
    json.writeStartArray();
    ids.forEach(id -> json.writeString(id.toString()));
    json.writeEndArray();
  }

  private static List<EventType> eventTypes(List<String> names) throws MalformedJsonException {
    List<EventType> types = new ArrayList<>();
    for (String name : names) {
      EventType type = EventType.named(name);
      if (type == null) {
        throw new MalformedJsonException("eventTypes", "eventTypes must be known event types");
      }
      types.add(type);
    }
    return types;
  }

  private static @Nullable List<UUID> tournamentIds(@Nullable List<String> texts)
      throws MalformedJsonException {
    if (texts == null) {
      return null;
    }
    List<UUID> ids = new ArrayList<>();
    for (String text : texts) {
      UUID id = JsonFields.parseUuid(text);
      if (id == null) {
        throw new MalformedJsonException("tournamentIds", "tournamentIds must be UUIDs");
      }
      ids.add(id);
    }
    return ids;
  }

  private static @Nullable Integer integer(JsonFields fields, String name)
      throws MalformedJsonException {
    Long value = fields.integer(name);
    if (value == null) {
      return null;
    }
    if (value != value.intValue()) {
      throw new MalformedJsonException(name, name + " is out of range");
    }
    return value.intValue();
  }

  private static <T> T required(String name, @Nullable T value) throws MalformedJsonException {
    if (value == null) {
      throw new MalformedJsonException(name, name + " is required");
    }
    return value;
  }
}
