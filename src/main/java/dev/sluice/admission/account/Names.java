package dev.sluice.admission.account;

import dev.sluice.model.Refusal;
import java.util.regex.Pattern;

/** What tenants, accounts and plans may be called. */
public final class Names {
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._@|-]{1,64}");
  private static final Pattern PLAN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private Names() {}

  public static boolean isTenant(String name) {
    return TENANT.matcher(name).matches();
  }

  public static boolean isAccount(String name) {
    return ACCOUNT.matcher(name).matches();
  }

  /** The name, where a tenant may have it. */
  public static String tenant(String name) {
    return checked(TENANT, "tenant", name, "1 to 64 letters, digits or any of . _ -");
  }

  /** The name, where an account may have it. */
  public static String account(String name) {
    return checked(ACCOUNT, "account", name, "1 to 64 letters, digits or any of . _ @ | -");
  }

  /** The name, where a plan may have it. Whether there is such a plan is the quota's matter. */
  public static String plan(String name) {
    return checked(PLAN, "plan", name, "1 to 64 letters, digits or any of . _ -");
  }

  private static String checked(Pattern pattern, String field, String name, String allowed) {
    if (!pattern.matcher(name).matches()) {
      throw Refusal.Invalid.parameter(field, "'" + field + "' must have " + allowed + ".");
    }
    return name;
  }
}
