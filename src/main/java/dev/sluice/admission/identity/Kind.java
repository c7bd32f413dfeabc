package dev.sluice.admission.identity;

import dev.sluice.model.privacy.Purpose;

/** By what a person is known. */
public enum Kind {
  /** A mobile number, which is registered to a name. */
  PHONE("phone"),
  /** A citizen's number. */
  ID_NUMBER("id-number"),
  /** Somebody whom an identity provider knows. */
  SUBJECT("subject"),
  /** A document that a back office looked at. */
  REFERENCE("reference");

  static final Purpose NAME = new Purpose("real-name");

  private final Purpose purpose;

  Kind(String purpose) {
    this.purpose = new Purpose(purpose);
  }

  Purpose purpose() {
    return purpose;
  }
}
