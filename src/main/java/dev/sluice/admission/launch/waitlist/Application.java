package dev.sluice.admission.launch.waitlist;

import java.util.Map;

/**
 * What somebody applies with.
 *
 * @param answers by what was asked, all of it
 * @param language in which the applicant is spoken to, as a BCP 47 tag
 */
public record Application(Contact contact, Map<String, String> answers, String language) {
  public Application {
    answers = Map.copyOf(answers);
  }
}
