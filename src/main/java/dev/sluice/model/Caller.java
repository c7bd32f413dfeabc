package dev.sluice.model;

/**
 * The authenticated party of a request.
 *
 * @param tenant who is billed
 * @param account whose quota it is and who owns what is generated
 * @param credential which API key was shown, by its id; never the key itself
 */
public record Caller(String tenant, String account, String credential, Role role, Rights rights) {

  /** A caller on the usual terms. */
  public Caller(String tenant, String account, String credential, Role role) {
    this(tenant, account, credential, role, Rights.USUAL);
  }

  /** What a caller may do beside generating. */
  public enum Role {
    CALLER,
    REVIEWER,
    AUDITOR,
    ADMIN
  }

  /** Whose generations they are, as {@code <tenant>/<account>}. */
  public String owner() {
    return tenant + "/" + account;
  }
}
