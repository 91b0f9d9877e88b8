package dev.muster.ingest.http;

/// One method of one path, for parts of the API that have a package of their own.
///
/// @param pattern may have one `{id}` and one `{item}`
public record ApiRoute(String method, String pattern, Endpoint endpoint) {}
