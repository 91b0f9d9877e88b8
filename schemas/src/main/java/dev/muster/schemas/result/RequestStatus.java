package dev.muster.schemas.result;

/// Where a request stands; the `status` of the document that clients poll.
public enum RequestStatus {
  /// On the log, not decided yet.
  PENDING,
  ENROLLED,
  UNENROLLED,
  /// Refused, for the reason given.
  REJECTED,
  /// Done, for commands other than enroll and unenroll.
  ACCEPTED
}
