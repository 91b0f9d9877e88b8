package dev.muster.schemas.command;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request on the log: who asked can be told apart, what is asked cannot change.
///
/// @param requestId names the request for ever; a repeat of it is decided once
/// @param idempotencyKey keyed hash of the caller's Idempotency-Key, or null when none was given.
///     Two requests with the same key and different ids are two different bodies under one key:
///     only the first is executed
public record CommandEnvelope(UUID requestId, @Nullable UUID idempotencyKey, Command command) {}
