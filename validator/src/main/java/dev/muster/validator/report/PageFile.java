package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Where a page holds the data: in an element of its own, which a browser leaves alone. The data
/// have no `<`, so they end where the next one is.
final class PageFile {
  static final String BEFORE_DATA = "<script type=\"application/json\" id=\"data\">";

  private static final int MARK_BYTES = 64;
  private static final int BEFORE_BYTES_MAX = 8_000_000;

  private PageFile() {}

  /// Goes to where the data begin. A file that is no page is all data.
  ///
  /// @return what was before them
  static byte[] skipToData(InputStream file) throws IOException {
    file.mark(MARK_BYTES);
    int first = file.read();
    file.reset();
    return first == '<' ? skip(file) : new byte[0];
  }

  private static byte[] skip(InputStream file) throws IOException {
    byte[] end = BEFORE_DATA.getBytes(UTF_8);
    var before = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < end.length) {
      int read = file.read();
      if (read < 0 || before.size() > BEFORE_BYTES_MAX) {
        throw new NoReportException("it has no report's data in it");
      }
      before.write(read);
      // The mark begins with the only '<' in it, so a mismatch can only begin a new one.
      matched = read == end[matched] ? matched + 1 : read == end[0] ? 1 : 0;
    }
    return before.toByteArray();
  }

  /// The data and nothing behind them.
  static final class DataStream extends FilterInputStream {
    private boolean ended;

    DataStream(InputStream file) {
      super(file);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (ended || length == 0) {
        return ended ? -1 : 0;
      }
      in.mark(length);
      int count = in.read(buffer, offset, length);
      for (int i = 0; i < count; i++) {
        if (buffer[offset + i] == '<') {
          in.reset();
          in.skipNBytes(i);
          ended = true;
          return i == 0 ? -1 : i;
        }
      }
      return count;
    }
  }
}
