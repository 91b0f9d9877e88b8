package dev.muster.schemas.result;

/// The one answer to a request, in the past tense. Its JSON form is the document that clients poll.
public sealed interface Result permits Enrolled, Unenrolled, Accepted, Rejected {
  ResultHeader header();

  RequestStatus status();
}
