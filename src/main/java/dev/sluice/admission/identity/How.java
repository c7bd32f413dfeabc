package dev.sluice.admission.identity;

/** How we came to know. */
public enum How {
  /** A code that was sent to the phone came back. */
  PHONE_CODE,
  /** A register confirmed name and number. */
  ID_CHECK,
  /** An identity provider said so. */
  OIDC_CLAIM,
  /** A back office vouches for it. */
  MANUAL
}
