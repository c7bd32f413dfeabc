package dev.sluice.moderation.vendor.guard;

class GraniteGuardian33Test extends GuardModelContract {
  GraniteGuardian33Test() {
    super(
        "guard-granite-3.3.json",
        "options.family",
        "granite-3.3",
        "options.criteria",
        "harm, social_bias, violence, profanity, sexual_content, unethical_behavior");
  }
}
