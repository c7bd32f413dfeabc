package dev.sluice.admission.oidc;

import dev.sluice.model.Caller;

/** Who a verified access token says its caller is. */
public record Claimed(String tenant, String account, Caller.Role role) {}
