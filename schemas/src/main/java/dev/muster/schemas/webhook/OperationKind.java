package dev.muster.schemas.webhook;

/// What an operation on an endpoint does: a command's type on the wire, an operation's in the
/// database.
public enum OperationKind {
  CREATE,
  CHANGE,
  DELETE,
  ROTATE_SECRET,
  TEST,
  RESEND,
  RECOVER,
  REPLAY_MISSING
}
