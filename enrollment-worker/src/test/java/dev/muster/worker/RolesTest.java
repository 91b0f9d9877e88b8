package dev.muster.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.telemetry.Tracing;
import dev.muster.worker.WorkerSettings.Role;
import dev.muster.worker.webhook.WebhookSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RolesTest {
  @Test
  void aWorkerDecidesAndDeliversUnlessToldOtherwise() {
    assertThat(worker(Map.of()).roles()).containsExactlyInAnyOrder(Role.DECIDE, Role.DELIVER);
    assertThat(worker(Map.of("muster.roles", "deliver")).roles()).isEqualTo(Set.of(Role.DELIVER));
    assertThatThrownBy(() -> worker(Map.of("muster.roles", "sleep")))
        .hasMessageContaining("muster.roles");
  }

  @Test
  void whoOnlyDeliversCannotDoWithoutTheKey() {
    WorkerSettings deliver = worker(Map.of("muster.roles", "deliver"));
    WebhookSettings noKey = webhooks(Map.of());
    var meters = new SimpleMeterRegistry();
    try (var admin = Connections.admin(deliver.kafka())) {
      assertThatThrownBy(
              () -> new EnrollmentWorker().webhooks(deliver, noKey, admin, meters, Tracing.OFF))
          .hasMessageContaining("muster.roles")
          .hasMessageContaining("muster.webhooks.secret-key");
      assertThat(
              new EnrollmentWorker()
                  .webhooks(worker(Map.of()), noKey, admin, meters, Tracing.OFF)
                  .isRunning())
          .isFalse();
    }
  }

  private static WorkerSettings worker(Map<String, String> properties) {
    return binder(properties).bindOrCreate("muster", Bindable.of(WorkerSettings.class));
  }

  private static WebhookSettings webhooks(Map<String, String> properties) {
    return binder(properties).bindOrCreate("muster.webhooks", Bindable.of(WebhookSettings.class));
  }

  private static Binder binder(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties));
  }
}
