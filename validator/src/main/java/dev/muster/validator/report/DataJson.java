package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.wire.Json;

/// The data as JSON: `{format, head, facts: [...], summary: {...}, entries: [...]}`. Facts and
/// entries are texts, each in its canonical form, an entry with its link behind it.
final class DataJson {
  static final String FORMAT = "format";
  static final String HEAD = "head";
  static final String FACTS = "facts";
  static final String SUMMARY = "summary";
  static final String ENTRIES = "entries";
  static final String CLOSING = "\n]}\n";

  private DataJson() {}

  /// Everything before the first entry. It has no `<`, so that a page can hold it.
  static String opening(Summary summary, String head) {
    byte[] object =
        Json.bytes(
            json -> {
              json.writeStringProperty(FORMAT, Facts.FORMAT);
              json.writeStringProperty(HEAD, head);
              json.writeName(FACTS);
              json.writeStartArray();
              summary.facts().lines().forEach(json::writeString);
              json.writeEndArray();
              SummaryJson.write(json, summary);
              json.writeName(ENTRIES);
              json.writeStartArray();
              json.writeEndArray();
            });
    String text = new String(object, UTF_8).replace("<", "\\u003c");
    return text.substring(0, text.length() - "]}".length());
  }
}
