package dev.muster.quickstart.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A child with a child of its own, whose pid it announces.
final class ParentOfAnother {
  private ParentOfAnother() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    ChildJvm child =
        ChildJvm.start(
            new ChildSpec(
                "grandchild",
                Sleeper.class.getName(),
                List.of(),
                32,
                List.of(),
                Map.of(),
                Path.of(args[0])));
    Sleeper.announce(child.pid());
    new CountDownLatch(1).await();
  }
}
