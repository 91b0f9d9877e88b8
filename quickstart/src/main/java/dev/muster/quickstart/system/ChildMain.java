package dev.muster.quickstart.system;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;

/// Entry of every child JVM: runs another main class and ends with its parent. The child's standard
/// input is a pipe that nobody writes to; its end means that the parent is gone, however it died.
final class ChildMain {
  private static final int EXIT_PARENT_DIED = 70;

  private ChildMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::haltWithParent);
    Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      Objects.requireNonNullElse(e.getCause(), e).printStackTrace();
      System.exit(1);
    }
  }

  private static void haltWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Only the end of the pipe matters.
      }
    } catch (IOException e) {
      // A broken pipe is the same news.
    }
    // No shutdown hooks: with the parent gone the processes they would talk to are going too.
    Runtime.getRuntime().halt(EXIT_PARENT_DIED);
  }
}
