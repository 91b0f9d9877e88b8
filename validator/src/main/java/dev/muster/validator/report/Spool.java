package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes a tournament as it is read and keeps its entries in a file, since the numbers that go
/// before them are only known after the last one. Memory does not grow with the entries, but for 40
/// bytes of each.
final class Spool implements ReadEntries.Sink, AutoCloseable {
  private final Path file;
  private final BufferedWriter writer;
  private final Chain chain = new Chain();
  private final Tally tally = new Tally();
  private @Nullable Facts facts;
  private boolean first = true;

  Spool() throws IOException {
    file = Files.createTempFile("muster-report", ".entries");
    writer = Files.newBufferedWriter(file);
  }

  @Override
  public void begin(Facts read) {
    facts = read;
    read.lines().forEach(chain::add);
  }

  @Override
  public void take(Entry entry) {
    String text = entry.text();
    try {
      writer.write(first ? "\n\"" : ",\n\"");
      writer.write(text);
      writer.write(' ');
      writer.write(chain.add(text));
      writer.write('"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    first = false;
    tally.add(entry);
  }

  /// The numbers; nothing is taken after this is called.
  Summary summary() throws IOException {
    writer.close();
    return tally.summary(Objects.requireNonNull(facts));
  }

  String head() {
    return chain.head();
  }

  /// Writes the data: one JSON object.
  void writeData(Summary summary, OutputStream out) throws IOException {
    out.write(DataJson.opening(summary, head()).getBytes(UTF_8));
    Files.copy(file, out);
    out.write(DataJson.CLOSING.getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.delete(file);
  }
}
