package dev.muster.quickstart.system;

/// A child that fails at once, as it is always given an argument.
final class Failing {
  private Failing() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      throw new IllegalStateException("this is why");
    }
  }
}
