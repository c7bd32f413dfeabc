package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.guess.Network;
import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Keeps one address from filling the waitlist, or from trying tickets. */
@ApplicationScoped
public class AddressRates {
  private final AddressRate applications;
  private final AddressRate looks;

  AddressRates(LaunchConfig config, Clock clock) {
    this.applications = new AddressRate(config.waitlist().applicationsPerAddress(), clock);
    this.looks = new AddressRate(config.waitlist().looksPerAddress(), clock);
  }

  /**
   * @throws Refusal.Exhausted where this address applied too often
   */
  public void applies(String address) {
    applications.count(Network.of(address));
  }

  /**
   * @throws Refusal.Exhausted where this address looked too often
   */
  public void looks(String address) {
    looks.count(Network.of(address));
  }
}
