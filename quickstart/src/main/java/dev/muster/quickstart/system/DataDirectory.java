package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The one directory a local system keeps everything in, locked while it is in use. The lock ends
/// with the process that holds it.
final class DataDirectory implements AutoCloseable {
  private static final int SECRET_BYTES = 32;

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /// Makes the directory if it is missing, and locks it.
  ///
  /// @throws UserErrorException if it is in use, or cannot be made
  static DataDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    FileChannel lockFile;
    try {
      Files.createDirectories(root.resolve("logs"));
      lockFile =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UserErrorException("cannot use the data directory " + root + ": " + e);
    }
    if (tryLock(lockFile) == null) {
      close(lockFile);
      throw new UserErrorException(
          "the data directory " + root + " is in use: another Muster runs on it");
    }
    return new DataDirectory(root, lockFile);
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  /// The log file of a process.
  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /// The secret that request ids are proved with.
  String requestIdSecret() {
    return secret("request-id-secret");
  }

  /// The key that the signing secrets of webhook endpoints are sealed with.
  String webhookSecretKey() {
    return secret("webhook-secret-key");
  }

  /// Made on first use and kept, so that what rests on it stays good over a restart.
  private String secret(String name) {
    Path file = root.resolve(name);
    try {
      if (!Files.exists(file)) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(secret));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(lockFile);
  }

  private static @Nullable FileLock tryLock(FileChannel file) {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // This very JVM holds it.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
