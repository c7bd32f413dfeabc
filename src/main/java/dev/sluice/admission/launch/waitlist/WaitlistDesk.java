package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.launch.invite.Invite;
import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The waitlist as operators work it off, each within his own tenant. */
public interface WaitlistDesk {
  int MOST_AT_ONCE = 1_000;

  /** In the order of time. */
  Uni<Page<Applicant>> list(Caller by, Filter filter, Optional<Long> behind, int limit);

  /**
   * Gives the chosen ones that wait an invite each, on these terms.
   *
   * @return the numbers of those who were invited, in order
   */
  Uni<List<Long>> invite(Caller by, Chosen chosen, Invite.Terms terms);

  /**
   * @param reason what the applicants are told
   * @return the numbers of those who were declined, in order
   */
  Uni<List<Long>> decline(Caller by, List<Long> numbers, String reason);

  /**
   * @param answers what they answered, exactly
   */
  record Filter(Optional<Applicant.State> state, Map<String, String> answers) {
    public Filter {
      answers = Map.copyOf(answers);
    }
  }

  /** Whom an operator means. */
  sealed interface Chosen {

    /** The first so many that wait and answered so. */
    record Next(int count, Map<String, String> answers) implements Chosen {
      public Next {
        answers = Map.copyOf(answers);
      }
    }

    /** These very ones; who does not wait any more is passed over. */
    record Named(List<Long> numbers) implements Chosen {
      public Named {
        numbers = List.copyOf(numbers);
      }
    }
  }
}
