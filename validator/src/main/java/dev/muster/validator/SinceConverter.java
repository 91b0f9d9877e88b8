package dev.muster.validator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a moment, or how long ago it was.
final class SinceConverter implements ITypeConverter<Instant> {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  @Override
  public Instant convert(String text) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      Duration unit = UNITS.getOrDefault(ago.group(2), Duration.ZERO);
      return Instant.now().minus(unit.multipliedBy(Long.parseLong(ago.group(1))));
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is neither like 7d, 12h, 30m nor like 2026-11-22T10:00:00Z");
    }
  }
}
