package dev.muster.ingest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a JSON body that is bounded in bytes and in time, whatever its headers claim.
final class RequestBody {
  // RFC 7396's name for what PATCH takes.
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final Duration READ_MAX = Duration.ofSeconds(10);
  private static final int UNDECLARED_BYTES_INITIAL = 1024;

  private RequestBody() {}

  /// The whole body.
  ///
  /// @throws Refused if it is not JSON by its headers, has more than `bytesMax` bytes, or is too
  ///     slow
  static byte[] read(HttpServletRequest request, int bytesMax) throws Refused, IOException {
    if (!isJson(request.getContentType()) || isEncoded(request.getHeader("Content-Encoding"))) {
      throw new Refused(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Send Content-Type: application/json in UTF-8 without a Content-Encoding");
    }
    long declared = request.getContentLengthLong();
    if (declared > bytesMax) {
      throw tooLarge(bytesMax);
    }
    try {
      return read(request.getInputStream(), declared, bytesMax);
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    }
  }

  private static byte[] read(InputStream in, long declared, int bytesMax)
      throws Refused, IOException {
    long deadline = System.nanoTime() + READ_MAX.toNanos();
    // One byte of room more than is expected, so that the end is seen without growing.
    byte[] buffer = new byte[declared < 0 ? UNDECLARED_BYTES_INITIAL : (int) declared + 1];
    int length = 0;
    for (int read; (read = in.read(buffer, length, buffer.length - length)) >= 0; ) {
      length += read;
      if (length > bytesMax) {
        throw tooLarge(bytesMax);
      }
      if (System.nanoTime() - deadline > 0) {
        throw tooSlow();
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(2 * length, bytesMax + 1));
      }
    }
    return Arrays.copyOf(buffer, length);
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    if (contentType.equals(Answer.JSON)) {
      return true;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    boolean json = parts[0].strip().equals(Answer.JSON) || parts[0].strip().equals(MERGE_PATCH);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    return json;
  }

  private static boolean isEncoded(@Nullable String contentEncoding) {
    return contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity");
  }

  private static Refused tooLarge(int bytesMax) {
    return new Refused(
        ProblemType.BODY_TOO_LARGE, "The body must not have more than " + bytesMax + " bytes");
  }

  private static Refused tooSlow() {
    return new Refused(
        ProblemType.REQUEST_TIMEOUT,
        "The body must arrive within " + READ_MAX.toSeconds() + " seconds");
  }
}
