package dev.muster.ingest.http;

import dev.muster.schemas.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// One page of a list: how many items, and where the last page ended. The cursor holds the sort key
/// of the last item seen, so a page costs the same however deep it is, and new items shift nothing.
///
/// @param limit items wanted
/// @param after sort key of the last item seen, or null for the first page
public record Page(int limit, @Nullable ByteBuffer after) {
  private static final int LIMIT_DEFAULT = 50;
  private static final int LIMIT_MAX = 200;
  private static final int CURSOR_LENGTH_MAX = 64;

  /// Reads `limit` and `after` from the query.
  ///
  /// @param keyBytes size of the list's sort key
  /// @throws Refused if one of them is not valid or something else is asked for
  static Page of(HttpServletRequest request, int keyBytes) throws Refused {
    return of(request, keyBytes, Set.of());
  }

  /// Reads `limit` and `after` from the query of a list that can be filtered.
  ///
  /// @param keyBytes size of the list's sort key
  /// @param filters names of the parameters that somebody else reads
  /// @throws Refused if one of them is not valid or something else is asked for
  public static Page of(HttpServletRequest request, int keyBytes, Set<String> filters)
      throws Refused {
    int limit = LIMIT_DEFAULT;
    ByteBuffer after = null;
    String query = request.getQueryString();
    for (String parameter :
        query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      // Neither value can need an escape, so none is undone.
      if (parameter.startsWith("limit=")) {
        limit = limit(parameter.substring("limit=".length()));
      } else if (parameter.startsWith("after=")) {
        after = cursor(parameter.substring("after=".length()), keyBytes);
      } else if (!filters.contains(parameter.split("=", 2)[0])) {
        throw new Refused(
            ProblemType.INVALID_PARAMETER,
            filters.isEmpty()
                ? "The query parameters of a page are limit and after"
                : "The query parameters of this list are limit, after, "
                    + String.join(", ", new TreeSet<>(filters)));
      }
    }
    return new Page(limit, after);
  }

  private static int limit(String text) throws Refused {
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    }
    throw new Refused(
        Problem.ofField(
            ProblemType.INVALID_PARAMETER, "limit", "limit must be from 1 to " + LIMIT_MAX));
  }

  private static ByteBuffer cursor(String text, int keyBytes) throws Refused {
    try {
      if (text.length() <= CURSOR_LENGTH_MAX) {
        byte[] key = Base64.getUrlDecoder().decode(text);
        if (key.length == keyBytes) {
          return ByteBuffer.wrap(key);
        }
      }
    } catch (IllegalArgumentException ignored) {
      // Falls through to the one message for every kind of bad cursor.
    }
    throw new Refused(
        Problem.ofField(
            ProblemType.INVALID_PARAMETER, "after", "after must be the next of an earlier page"));
  }

  /// How many rows to read: one more than wanted tells whether there is a next page.
  public int rows() {
    return limit + 1;
  }

  /// The document of a page.
  public <T> byte[] document(
      List<T> rows, BiConsumer<JsonGenerator, T> item, Function<T, ByteBuffer> sortKey) {
    List<T> shown = rows.subList(0, Math.min(rows.size(), limit));
    return Json.bytes(
        json -> {
          json.writeName("items");
          json.writeStartArray();
          for (T row : shown) {
            json.writeStartObject();
            item.accept(json, row);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (rows.size() > limit) {
            byte[] key = sortKey.apply(shown.getLast()).array();
            json.writeStringProperty(
                "next", Base64.getUrlEncoder().withoutPadding().encodeToString(key));
          }
        });
  }
}
