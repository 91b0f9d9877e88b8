package dev.muster.quickstart.crash;

import dev.muster.worker.BatchStages;
import dev.muster.worker.EnrollmentWorker;
import dev.muster.worker.decision.CommandBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/// A worker as any other, until a batch reaches a given stage for the n-th time. Then it leaves a
/// note of which batch it was, and dies or freezes on the spot. See [Crash] for the settings.
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(EnrollmentWorker.class)
public class CrashingWorker {
  static final int EXIT_CODE = 137;

  public static void main(String[] args) {
    EnrollmentWorker.run(CrashingWorker.class, args);
  }

  @Bean
  @Primary
  BatchStages crashAt(Environment settings) {
    return new CrashAt(Crash.from(settings));
  }

  private static final class CrashAt implements BatchStages {
    private final Crash crash;
    private final AtomicInteger times = new AtomicInteger();

    CrashAt(Crash crash) {
      this.crash = crash;
    }

    @Override
    public void reached(Stage stage, CommandBatch batch) {
      if (stage == crash.stage() && times.incrementAndGet() == crash.nth()) {
        leaveNote(batch);
        switch (crash.kind()) {
          case DIES -> Runtime.getRuntime().halt(EXIT_CODE);
          case FREEZES -> freeze();
        }
      }
    }

    private void leaveNote(CommandBatch batch) {
      var note = new CrashNote(batch.partition(), batch.firstOffset(), batch.nextOffset());
      Path draft = Path.of(crash.note() + ".draft");
      try {
        Files.writeString(draft, note.text());
        Files.move(draft, crash.note(), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Stops the whole process, this thread included, as SIGSTOP from outside would, but exactly
    /// here. Returns when somebody sends SIGCONT.
    private static void freeze() {
      String self = Long.toString(ProcessHandle.current().pid());
      try {
        new ProcessBuilder("kill", "-STOP", self).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
