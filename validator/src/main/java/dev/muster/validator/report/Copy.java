package dev.muster.validator.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads a copy of a report, JSON or page, without holding its entries.
final class Copy implements AutoCloseable {
  private static final int FILE_BUFFER_BYTES = 1 << 16;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
          .build();

  private final InputStream file;
  private final JsonParser parser;

  /// What a copy has besides its entries.
  ///
  /// @param values every value but the facts by its place in the document, such as
  ///     `/summary/verdict`
  record Contents(Facts facts, Map<String, String> values) {
    String head() {
      return values.getOrDefault("/head", "");
    }
  }

  private Copy(Path path) throws IOException {
    file = new BufferedInputStream(Files.newInputStream(path), FILE_BUFFER_BYTES);
    boolean page = PageFile.skipToData(file).length > 0;
    InputStream data = page ? new PageFile.DataStream(file) : file;
    parser = JSON.createParser(ObjectReadContext.empty(), data);
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new NoReportException("it has no report's data in it");
    }
  }

  /// Reads all but the entries.
  ///
  /// @throws NoReportException if it is none
  static Contents contents(Path path) throws IOException {
    try (var copy = new Copy(path)) {
      return copy.readContents();
    } catch (JacksonException e) {
      throw malformed(e);
    } catch (IllegalArgumentException e) {
      throw new NoReportException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Opens a copy at its first entry.
  ///
  /// @throws NoReportException if it is none
  static Copy entries(Path path) throws IOException {
    try {
      var copy = new Copy(path);
      while (copy.parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean entries = copy.parser.currentName().equals(DataJson.ENTRIES);
        if (copy.parser.nextToken() == JsonToken.START_ARRAY && entries) {
          return copy;
        }
        copy.parser.skipChildren();
      }
      copy.close();
      throw new NoReportException("it has no entries");
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /// The next entry with its link; null behind the last one.
  @Nullable String next() {
    try {
      return switch (parser.nextToken()) {
        case VALUE_STRING -> parser.getString();
        case END_ARRAY -> null;
        case null, default -> throw new NoReportException("one of its entries is no text");
      };
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private Contents readContents() {
    List<String> facts = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals(DataJson.FACTS) && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
          facts.add(parser.getString());
        }
      } else if (name.equals(DataJson.ENTRIES)) {
        parser.skipChildren();
      } else {
        flatten(parser, values);
      }
    }
    if (parser.nextToken() != null) {
      throw new NoReportException("there is something behind its data");
    }
    return new Contents(Facts.parse(facts), values);
  }

  /// Every value by its place in the document.
  static Map<String, String> values(byte[] json) {
    Map<String, String> values = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      flatten(parser, values);
    }
    return values;
  }

  private static void flatten(JsonParser parser, Map<String, String> values) {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (token != JsonToken.PROPERTY_NAME && !token.isStructEnd()) {
        String place = parser.streamReadContext().pathAsPointer().toString();
        values.put(token.isStructStart() ? place + "/" : place, parser.getString());
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  @Override
  public void close() throws IOException {
    parser.close();
    file.close();
  }

  private static NoReportException malformed(JacksonException e) {
    var at = e.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new NoReportException("its data are not well-formed" + where, e);
  }
}
