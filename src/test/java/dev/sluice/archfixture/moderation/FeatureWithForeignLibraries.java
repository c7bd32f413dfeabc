package dev.sluice.archfixture.moderation;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;

record FeatureWithForeignLibraries(
    ReactiveRedisDataSource redis, HttpClient client, HttpServerRequest server) {

  Cancellable subscribes() {
    return Uni.createFrom().voidItem().subscribe().with(ignored -> {});
  }
}
