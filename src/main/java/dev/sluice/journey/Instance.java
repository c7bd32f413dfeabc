package dev.sluice.journey;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** This gateway process among others; a new name at every start. */
@ApplicationScoped
public class Instance {
  private final String id = UUID.randomUUID().toString();

  public String id() {
    return id;
  }
}
