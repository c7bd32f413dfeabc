package dev.sluice.storage;

import dev.sluice.model.Caller;
import dev.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;

/** Has room for everything and keeps nothing. */
public class NoStorage extends Storage {
  public NoStorage() {
    super(null, Configs.of(StorageConfig.class), "free");
  }

  @Override
  public Uni<Void> admit(Caller caller) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> save(Caller caller, SavedText text) {
    return Uni.createFrom().voidItem();
  }
}
