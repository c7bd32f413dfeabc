package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.Refusal;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What applicants are asked beside their contact. */
@Startup // so that a wrong key stops the start
@ApplicationScoped
public class Criteria {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");
  private static final int MOST = 10;
  private static final int LONGEST_ANSWER = 200;

  private final List<String> names;

  Criteria(LaunchConfig config) {
    this.names = config.waitlist().criteria().orElse(List.of());
    if (names.size() > MOST || !names.stream().allMatch(it -> NAME.matcher(it).matches())) {
      throw new ConfigurationException(
          "sluice.admission.waitlist.criteria is '%s', but allowed are up to %d names of small letters, digits and underscores."
              .formatted(String.join(",", names), MOST));
    }
  }

  public List<String> names() {
    return names;
  }

  /**
   * All answers, by name. Throws {@link Refusal.Invalid} where one is missing or no single line.
   */
  public Map<String, String> answers(Function<String, Optional<String>> given) {
    Map<String, String> answers = new LinkedHashMap<>();
    names.forEach(name -> answers.put(name, answer(name, given.apply(name))));
    return answers;
  }

  /** Those answers that are given, for looking for them. */
  public Map<String, String> some(Function<String, Optional<String>> given) {
    Map<String, String> answers = new LinkedHashMap<>();
    names.forEach(name -> given.apply(name).ifPresent(text -> answers.put(name, text)));
    return answers;
  }

  private static String answer(String name, Optional<String> given) {
    return given
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_ANSWER)
        .filter(text -> text.chars().noneMatch(Character::isISOControl))
        .orElseThrow(
            () ->
                Refusal.Invalid.parameter(
                    "answers." + name,
                    "'answers.%s' must have 1 to %d printable characters."
                        .formatted(name, LONGEST_ANSWER)));
  }
}
