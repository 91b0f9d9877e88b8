package dev.muster.ingest.http;

import java.util.HashMap;
import java.util.Map;

/// An HTTP response as a value.
public final class Answer implements Reply {
  public static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  /// Seconds until it is worth asking again.
  public static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");

  private final int status;
  private final String contentType;
  private final Map<String, String> headers;
  private final byte[] body;

  /// @param headers without those that follow from the body
  public Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.body = body;
  }

  public static Answer ok(byte[] json) {
    return new Answer(200, JSON, Map.of(), json);
  }

  public static Answer ok(byte[] json, Map<String, String> headers) {
    return new Answer(200, JSON, headers, json);
  }

  public static Answer accepted(byte[] json, Map<String, String> headers) {
    return new Answer(202, JSON, headers, json);
  }

  /// The same with one more header.
  Answer with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, more, body);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  Map<String, String> headers() {
    return headers;
  }

  /// Not to be changed.
  byte[] body() {
    return body;
  }
}
