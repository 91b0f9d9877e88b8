package dev.muster.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Spans of what happens to a request, and the `traceparent` (W3C Trace Context) that ties them
/// together across processes.
///
/// A request that nobody samples leaves no header on the log and costs next to nothing. Without an
/// exporter no trace begins here, and one that a caller samples is handed on as it came, so that
/// others can follow it through.
public final class Tracing implements AutoCloseable {
  /// The header, on HTTP and on records.
  public static final String TRACEPARENT = "traceparent";

  /// Exports nothing.
  public static final Tracing OFF = new Tracing(null);

  private static final int LINKS_MAX = 128;
  private static final int TRACEPARENT_LENGTH_MIN = 55;
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

  private static final TextMapGetter<String> ONLY_HEADER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(TRACEPARENT) ? carrier : null;
        }
      };

  private final @Nullable SdkTracerProvider provider;
  private final Tracer tracer;

  private Tracing(@Nullable SdkTracerProvider provider) {
    this.provider = provider;
    TracerProvider spans = provider == null ? TracerProvider.noop() : provider;
    this.tracer = spans.get("dev.muster");
  }

  /// As the settings say.
  ///
  /// @param service the application's name
  public static Tracing of(TracingSettings settings, String service) {
    if (settings.endpoint().isBlank()) {
      return OFF;
    }
    SpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint())
            .setTimeout(TracingSettings.EXPORT_WAIT_MAX)
            .build();
    return exporting(exporter, settings.probability(), service);
  }

  /// Spans go to an exporter, from a bounded queue: what does not fit is not kept.
  public static Tracing exporting(SpanExporter exporter, double probability, String service) {
    return new Tracing(
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("service.name"), service))))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(probability)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .setExporterTimeout(TracingSettings.EXPORT_WAIT_MAX)
                    .build())
            .build());
  }

  /// A request that somebody sent here.
  ///
  /// @param traceparent as it came, if it did; one that is malformed counts as none
  public Span server(String name, @Nullable String traceparent) {
    if (provider == null && traceparent == null) {
      return Span.getInvalid();
    }
    return tracer
        .spanBuilder(name)
        .setSpanKind(SpanKind.SERVER)
        .setParent(parent(traceparent))
        .startSpan();
  }

  /// Records that are about to be appended; a part of the span that is current on this thread.
  public Span sending(String topic, int records) {
    if (!Span.current().isRecording()) {
      return Span.current();
    }
    return tracer
        .spanBuilder("send " + topic)
        .setSpanKind(SpanKind.PRODUCER)
        .setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.operation.type", "send")
        .setAttribute("messaging.destination.name", topic)
        .setAttribute("messaging.batch.message_count", records)
        .startSpan();
  }

  /// A batch of records, linked to the traces that its records belong to.
  ///
  /// @param traceparents of those records that are sampled
  /// @return a span that records nothing if there are none
  public Span processing(
      String topic, int partition, String group, int records, Collection<String> traceparents) {
    if (provider == null || traceparents.isEmpty()) {
      return Span.getInvalid();
    }
    SpanBuilder batch =
        tracer
            .spanBuilder("process " + topic)
            .setSpanKind(SpanKind.CONSUMER)
            // Somebody asked to see one of its records: no dice are thrown for the batch.
            .setParent(parent(traceparents.iterator().next()))
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute("messaging.destination.partition.id", Integer.toString(partition))
            .setAttribute("messaging.consumer.group.name", group)
            .setAttribute("messaging.batch.message_count", records);
    traceparents.stream()
        .limit(LINKS_MAX)
        .forEach(each -> batch.addLink(Span.fromContext(parent(each)).getSpanContext()));
    return batch.startSpan();
  }

  /// A call of somebody else's server on behalf of traces.
  ///
  /// @param traceparents of those it is made for and that are sampled; it belongs to the first
  public Span client(String name, Collection<String> traceparents) {
    if (provider == null || traceparents.isEmpty()) {
      return Span.getInvalid();
    }
    SpanBuilder call =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent(traceparents.iterator().next()));
    traceparents.stream()
        .skip(1)
        .limit(LINKS_MAX)
        .forEach(each -> call.addLink(Span.fromContext(parent(each)).getSpanContext()));
    return call.startSpan();
  }

  /// What to hand on so that the next one's spans belong to this one, or null if nobody samples it.
  public static @Nullable String traceparent(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isSampled()
        ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01"
        : null;
  }

  /// What a record brings with it, or null if it is not sampled.
  public static @Nullable String traceparent(Headers headers) {
    byte[] value = null;
    for (Header header : headers) {
      // A key is decoded when it is asked for, and decoding seven of them costs as much as the
      // command's JSON; no other header of ours is as long.
      if (header.value() != null
          && header.value().length >= TRACEPARENT_LENGTH_MIN
          && header.key().equals(TRACEPARENT)) {
        value = header.value();
      }
    }
    if (value == null) {
      return null;
    }
    // Whoever wrote it: only what is well formed goes on.
    String text = new String(value, StandardCharsets.US_ASCII);
    return traceparent(Span.fromContext(parent(text)));
  }

  private static Context parent(@Nullable String traceparent) {
    return W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), traceparent, ONLY_HEADER);
  }

  /// Exports what there is by now, within seconds.
  void flush() {
    if (provider != null) {
      provider.forceFlush().join(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// Exports what is left, within seconds.
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
