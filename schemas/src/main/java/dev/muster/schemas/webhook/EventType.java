package dev.muster.schemas.webhook;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an event tells, under the name that endpoints subscribe to and bodies carry.
public enum EventType {
  ENROLLED("enrollment.enrolled"),
  UNENROLLED("enrollment.unenrolled"),
  /// An enroll or unenroll was refused.
  REJECTED("enrollment.rejected"),
  TOURNAMENT_CANCELLED("tournament.cancelled"),
  /// Sent on request only; nobody subscribes to it.
  TEST("webhook.test");

  private static final Map<String, EventType> BY_NAME = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_NAME.put(type.wireName, type);
    }
  }

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /// Such as `enrollment.enrolled`.
  public String wireName() {
    return wireName;
  }

  /// Whether an endpoint can ask for it.
  public boolean isSubscribable() {
    return this != TEST;
  }

  /// The type of that name, or null.
  public static @Nullable EventType named(String wireName) {
    return BY_NAME.get(wireName);
  }

  /// What a decided request tells endpoints, or null if it is nothing of theirs.
  public static @Nullable EventType of(Result result) {
    CommandType type = result.header().type();
    return switch (result) {
      case Enrolled _ -> ENROLLED;
      case Unenrolled _ -> UNENROLLED;
      case Rejected _ ->
          type == CommandType.ENROLL || type == CommandType.UNENROLL ? REJECTED : null;
      case Accepted _ -> type == CommandType.CANCEL_TOURNAMENT ? TOURNAMENT_CANCELLED : null;
    };
  }
}
