package dev.sluice.trace;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The connections to PostgreSQL, with limits to waiting that Quarkus has no keys for: a request
 * would rather be refused soon than wait half a minute for a database that is away.
 */
@Singleton
final class BoundedPool implements PgPoolCreator {
  private static final int SECONDS = 2;
  private static final int MOST_WAITING = 4096;

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(options -> options.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS)));
    return PgBuilder.pool()
        .with(
            input
                .poolOptions()
                .setConnectionTimeout(SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWaitQueueSize(MOST_WAITING))
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
