package dev.sluice.quota.ledger;

import dev.sluice.model.Caller;
import dev.sluice.quota.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whom a generation counts for, at each level. */
public record Levels(String tenant, String account, String credential, String alias) {

  public static Levels of(Caller caller, String alias) {
    return new Levels(caller.tenant(), caller.account(), caller.credential(), alias);
  }

  /** Their names within the tenant, in the order of {@link Level}. */
  List<String> names() {
    return List.of(account(account), credential(credential), TENANT, alias(alias));
  }

  static final String TENANT = "tenant";

  static String account(String id) {
    return "account:" + plain(id);
  }

  static String credential(String id) {
    return "credential:" + plain(id);
  }

  static String alias(String name) {
    return "alias:" + plain(name);
  }

  /** Without the characters that separate names and mark hash tags. */
  static String plain(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
