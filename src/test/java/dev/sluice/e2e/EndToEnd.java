package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.ScriptedUpstream;
import dev.sluice.testing.ScriptedVendor;
import dev.sluice.testing.UpstreamCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the end-to-end tests have in common: a caller's connections, the providers' scripts, and the
 * check after each test that nothing of it goes on.
 */
abstract class EndToEnd {
  @TestHTTPResource("/")
  URL address;

  @Inject Pool pool;
  @Inject MeterRegistry metrics;
  ScriptedUpstream upstream;
  ScriptedUpstream spare;
  List<ScriptedVendor> vendors;

  private final List<Wire> wires = new ArrayList<>();

  @BeforeEach
  void forgetTheLastTest() {
    upstream.forget();
    spare.forget();
    vendors.forEach(ScriptedVendor::forget);
  }

  @AfterEach
  void shouldLeaveNothingBehind() {
    wires.forEach(Wire::close);
    soon().untilAsserted(() -> assertThat(running()).isZero());
    soon()
        .untilAsserted(
            () -> {
              assertThat(upstream.calls()).allMatch(UpstreamCall::isOver);
              assertThat(spare.calls()).allMatch(UpstreamCall::isOver);
            });
  }

  static ConditionFactory soon() {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .atMost(10, TimeUnit.SECONDS);
  }

  int port() {
    return address.getPort();
  }

  Wire connect() {
    Wire wire = Wire.to(port());
    wires.add(wire);
    return wire;
  }

  /** Sends the request on a connection of its own and reads the answer's head. */
  HttpAnswer ask(Ask ask) {
    return connect().send(ask).answer();
  }

  double running() {
    Gauge gauge = metrics.find("sluice_running_generations").gauge();
    return gauge == null ? 0 : gauge.value(); // there is none before the first request
  }

  /** How many outcomes were ever counted. */
  double outcomes() {
    return metrics.find("sluice_generations").counters().stream().mapToDouble(Counter::count).sum();
  }

  UpstreamCall onlyCall() {
    soon().until(() -> !upstream.calls().isEmpty());
    assertThat(upstream.calls()).hasSize(1);
    return upstream.call(0);
  }

  /** The record as it stands. */
  TraceRow trace(String id) {
    List<TraceRow> rows = TraceRow.of(pool, id);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** The record, once it says how the generation ended. */
  TraceRow ended(String id) {
    soon().until(() -> TraceRow.of(pool, id).stream().allMatch(row -> row.outcome().isPresent()));
    return trace(id);
  }
}
