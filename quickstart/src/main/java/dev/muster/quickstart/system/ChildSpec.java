package dev.muster.quickstart.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What to run in a JVM of its own, on this JVM's class path.
///
/// @param name for messages, such as `worker-1`
/// @param mainClass fully qualified
/// @param heapMib the most heap it may use, in MiB
/// @param jvmFlags further flags of the JVM
/// @param environment added to this process's environment
/// @param log both its outputs are appended to this file
public record ChildSpec(
    String name,
    String mainClass,
    List<String> arguments,
    int heapMib,
    List<String> jvmFlags,
    Map<String, String> environment,
    Path log) {
  public ChildSpec {
    arguments = List.copyOf(arguments);
    jvmFlags = List.copyOf(jvmFlags);
    environment = Map.copyOf(environment);
  }
}
