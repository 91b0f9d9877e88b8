package dev.muster.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TracingTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
  private static final String UNSAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-00";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  /// Before the end: closing has the exporter forget them.
  private List<SpanData> exported(Tracing tracing) {
    tracing.flush();
    return exporter.getFinishedSpanItems();
  }

  @Test
  void goesOnWithTheCallersTraceWhateverTheProbability() {
    try (Tracing tracing = Tracing.exporting(exporter, 0, "test")) {
      Span server = tracing.server("POST /somewhere", SAMPLED);
      String onward;
      try (Scope _ = server.makeCurrent()) {
        Span sending = tracing.sending("commands", 1);
        onward = Tracing.traceparent(sending);
        sending.end();
      }
      server.end();

      List<SpanData> spans = exported(tracing);
      assertThat(spans).extracting(SpanData::getTraceId).containsOnly(TRACE_ID);
      assertThat(spans)
          .extracting(SpanData::getKind)
          .containsExactly(SpanKind.PRODUCER, SpanKind.SERVER);
      assertThat(spans.getFirst().getParentSpanId()).isEqualTo(spans.getLast().getSpanId());
      assertThat(onward).isEqualTo("00-" + TRACE_ID + "-" + spans.getFirst().getSpanId() + "-01");
    }
  }

  @Test
  void leavesAnUnsampledRequestAlone() {
    try (Tracing tracing = Tracing.exporting(exporter, 1, "test")) {
      Span server = tracing.server("POST /somewhere", UNSAMPLED);

      assertThat(server.getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
      assertThat(Tracing.traceparent(server)).isNull();
      server.end();
      assertThat(exported(tracing)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "'; DROP TABLE tournament; --"
      })
  void takesAMalformedHeaderForNone(String malformed) {
    try (Tracing tracing = Tracing.exporting(exporter, 1, "test")) {
      Span server = tracing.server("POST /somewhere", malformed);
      server.end();

      assertThat(server.getSpanContext().getTraceId()).isNotEqualTo(TRACE_ID);
      assertThat(exported(tracing).getFirst().getParentSpanContext().isValid()).isFalse();
      assertThat(Tracing.traceparent(headers(malformed))).isNull();
    }
  }

  @Test
  void readsTheLastHeaderOfARecordIfItIsSampled() {
    assertThat(Tracing.traceparent(headers(UNSAMPLED, SAMPLED))).isEqualTo(SAMPLED);
    assertThat(Tracing.traceparent(headers(SAMPLED, UNSAMPLED))).isNull();
    assertThat(Tracing.traceparent(new RecordHeaders())).isNull();
    assertThat(Tracing.traceparent(new RecordHeaders().add(Tracing.TRACEPARENT, null))).isNull();
  }

  @Test
  void linksABatchToItsCommandsUpToABound() {
    try (Tracing tracing = Tracing.exporting(exporter, 0, "test")) {
      List<String> traces =
          IntStream.range(1, 501)
              .mapToObj("00-4bf92f3577b34da6a3ce929d%08x-00f067aa0ba902b7-01"::formatted)
              .toList();
      tracing.processing("commands", 3, "workers", 500, traces).end();

      SpanData batch = exported(tracing).getFirst();
      assertThat(batch.getName()).isEqualTo("process commands");
      assertThat(batch.getLinks()).hasSize(128);
      assertThat(batch.getLinks().getFirst().getSpanContext().getTraceId())
          .isEqualTo(batch.getTraceId());
      assertThat(tracing.processing("commands", 3, "workers", 500, List.of()).isRecording())
          .isFalse();
    }
  }

  @Test
  void handsOnWhatACallerSamplesWithoutAnExporter() {
    Span server = Tracing.OFF.server("POST /somewhere", SAMPLED);

    assertThat(server.isRecording()).isFalse();
    assertThat(Tracing.traceparent(server)).isEqualTo(SAMPLED);
    assertThat(Tracing.OFF.server("POST /somewhere", null).getSpanContext().isValid()).isFalse();
    assertThat(Tracing.OFF.processing("commands", 3, "workers", 1, List.of(SAMPLED)).isRecording())
        .isFalse();
    Tracing.OFF.close();
  }

  @Test
  void namesTheTraceInLogLinesWhileItIsCurrent() {
    Span server = Tracing.OFF.server("POST /somewhere", SAMPLED);
    try (Scope _ = server.makeCurrent();
        Scope _ = LogContext.trace()) {
      assertThat(MDC.get(LogContext.TRACE_ID)).isEqualTo(TRACE_ID);
    }
    try (Scope _ = LogContext.trace()) {
      assertThat(MDC.get(LogContext.TRACE_ID)).isNull();
    }
  }

  @Test
  void namesASettingThatIsWrong() {
    assertThatThrownBy(() -> new TracingSettings("collector:4318", 0.1))
        .hasMessageContaining("muster.tracing.endpoint");
    assertThatThrownBy(() -> new TracingSettings("", 1.5))
        .hasMessageContaining("muster.tracing.probability");
    assertThatThrownBy(() -> new TracingSettings("", Double.NaN))
        .hasMessageContaining("muster.tracing.probability");
    assertThat(new TracingSettings("http://user:secret@collector/v1/traces", 1).toString())
        .doesNotContain("secret");
  }

  private static Headers headers(String... traceparents) {
    var headers = new RecordHeaders();
    for (String traceparent : traceparents) {
      headers.add(Tracing.TRACEPARENT, traceparent.getBytes(US_ASCII));
    }
    return headers;
  }
}
