package dev.muster.quickstart.settings;

import java.util.Locale;

/// One setting, as its record declares it.
///
/// @param owner the class that is bound
/// @param prefix under which it is bound
/// @param name such as `muster.batch.records-max`; of a map, with `.*` behind it
/// @param fallback its default, empty without one
/// @param meaning what the record's comment says of it, empty if it says nothing
record Setting(
    Class<?> owner, String prefix, String name, String type, String fallback, String meaning) {

  /// As Spring Boot reads it from the environment; with an underscore for a hyphen, which it takes
  /// too, since it is easier to read.
  String variable() {
    return name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
