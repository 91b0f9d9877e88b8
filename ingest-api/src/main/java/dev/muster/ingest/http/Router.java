package dev.muster.ingest.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the endpoint of a path and a method. A pattern may have one `{id}` and one `{item}`;
/// where two patterns fit a path, the one without variables wins, then the one added first.
final class Router {
  private static final String ID = "{id}";
  private static final String ITEM = "{item}";

  private final List<Route> routes = new ArrayList<>();

  /// Those whose pattern is a path, found without looking at its segments.
  private final Map<String, Match> fixed = new HashMap<>();

  Router add(String method, String pattern, Endpoint endpoint) {
    for (Route route : routes) {
      if (route.pattern.equals(pattern)) {
        route.endpoints.put(method, endpoint);
        return this;
      }
    }
    var endpoints = new LinkedHashMap<String, Endpoint>();
    endpoints.put(method, endpoint);
    var added = new Route(pattern, List.of(pattern.split("/", -1)), endpoints);
    routes.add(added);
    if (!pattern.contains(ID) && !pattern.contains(ITEM)) {
      fixed.put(pattern, new Match(added, "", ""));
    }
    return this;
  }

  Router addAll(List<ApiRoute> more) {
    more.forEach(route -> add(route.method(), route.pattern(), route.endpoint()));
    return this;
  }

  /// The route of a path, or null if there is none.
  @Nullable Match find(String path) {
    Match whole = fixed.get(path);
    if (whole != null) {
      return whole;
    }
    String[] segments = path.split("/", -1);
    for (Route route : routes) {
      Match match = route.match(segments);
      if (match != null) {
        return match;
      }
    }
    return null;
  }

  /// A route that fits.
  ///
  /// @param id what stands for `{id}`, or the empty string
  /// @param item what stands for `{item}`, or the empty string
  record Match(Route route, String id, String item) {}

  record Route(String pattern, List<String> segments, Map<String, Endpoint> endpoints) {
    private @Nullable Match match(String[] path) {
      if (path.length != segments.size()) {
        return null;
      }
      String id = "";
      String item = "";
      for (int i = 0; i < path.length; i++) {
        if (segments.get(i).equals(ID) && !path[i].isEmpty()) {
          id = path[i];
        } else if (segments.get(i).equals(ITEM) && !path[i].isEmpty()) {
          item = path[i];
        } else if (!segments.get(i).equals(path[i])) {
          return null;
        }
      }
      return new Match(this, id, item);
    }

    @Nullable Endpoint endpoint(String method) {
      return endpoints.get(method.equals("HEAD") ? "GET" : method);
    }

    /// The value of an `Allow` header.
    String allowed() {
      String methods = String.join(", ", endpoints.keySet());
      return (endpoints.containsKey("GET") ? methods + ", HEAD" : methods) + ", OPTIONS";
    }
  }
}
