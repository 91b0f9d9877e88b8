package dev.muster.quickstart.system;

/// Where the applications serve health and metrics.
///
/// @param worker of the first worker; further ones take what is free
public record ManagementPorts(int api, int worker, int validator) {
  /// Ports that are free now.
  public static ManagementPorts free() {
    return new ManagementPorts(Ports.free(), Ports.free(), Ports.free());
  }
}
