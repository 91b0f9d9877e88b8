package dev.muster.quickstart;

import dev.muster.quickstart.system.LocalStores;
import dev.muster.quickstart.system.UserErrorException;
import dev.muster.validator.CheckFailedException;
import dev.muster.validator.Deployment;
import dev.muster.validator.LocalDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The system on this machine that the judge's commands mean when they name none: the one whose
/// data was kept last, running or not.
final class KeptSystem implements LocalDeployment {
  private final Path note;

  /// @param home where Muster is
  KeptSystem(Path home) {
    this.note = home.resolve("quickstart").resolve("target").resolve("kept");
  }

  /// Remembers that a directory is kept.
  void remember(Path directory) {
    try {
      Files.createDirectories(note.toAbsolutePath().getParent());
      Files.writeString(note, directory.toAbsolutePath().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Deployment open(@Nullable String directory, boolean log) {
    Path data = directory == null ? last() : Path.of(directory);
    try {
      LocalStores stores = LocalStores.in(data, log);
      return new Deployment(stores.jdbcUrl(), stores.bootstrapServers(), stores::close);
    } catch (UserErrorException e) {
      throw new CheckFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Path last() {
    try {
      return Path.of(Files.readString(note).strip());
    } catch (IOException e) {
      throw new CheckFailedException(
          "nothing was kept on this machine yet: run ./muster drop --keep-data, or say --db URL",
          e);
    }
  }
}
