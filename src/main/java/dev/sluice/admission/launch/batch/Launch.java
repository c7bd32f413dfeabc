package dev.sluice.admission.launch.batch;

import dev.sluice.model.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a tenant's launch has come: its batches in order, and whether it is halted. A move that
 * the rules forbid throws {@link Refusal.Conflict}, and says what to do first.
 */
public record Launch(Optional<Halt> halt, List<Batch> batches) {

  /** The stop switch: while it is on, nobody new gets in. */
  public record Halt(Instant since, String by, String reason) {}

  public Launch {
    batches = List.copyOf(batches);
  }

  Launch plan(String name, int cap) {
    List<Batch> more = new ArrayList<>(batches);
    more.add(new Batch(batches.size() + 1, name, cap, 0, new BatchState.Planned()));
    return new Launch(halt, more);
  }

  /**
   * Opens the batch after the last one that was opened. From the second on, either no health rule
   * is broken or somebody overrides them.
   */
  Launch open(int number, List<String> broken, Optional<String> override, Instant now) {
    Batch batch = batch(number);
    if (halt.isPresent()) {
      throw new Refusal.Conflict("admissions_halted", "The launch is halted; resume it first.");
    }
    if (!(batch.state() instanceof BatchState.Planned planned)) {
      throw new Refusal.Conflict("batch_not_planned", "This batch was opened already.");
    }
    if (number > 1 && batch(number - 1).state() instanceof BatchState.Planned) {
      throw new Refusal.Conflict("batch_out_of_order", "Open batch " + (number - 1) + " first.");
    }
    if (number > 1 && !broken.isEmpty() && override.isEmpty()) {
      throw new Refusal.Conflict(
          "launch_unhealthy",
          String.join(" ", broken) + " Mend that, or open the batch with an override.");
    }
    return with(batch.in(planned.open(now)));
  }

  Launch close(int number, Instant now) {
    Batch batch = batch(number);
    if (batch.state() instanceof BatchState.Open open) {
      return with(batch.in(open.close(now)));
    }
    throw new Refusal.Conflict("batch_not_open", "Only an open batch can be closed.");
  }

  Launch stop(Halt by) {
    if (halt.isPresent()) {
      throw new Refusal.Conflict("admissions_halted", "The launch is halted already.");
    }
    return new Launch(Optional.of(by), batches);
  }

  Launch resume() {
    if (halt.isEmpty()) {
      throw new Refusal.Conflict("admissions_not_halted", "The launch is not halted.");
    }
    return new Launch(Optional.empty(), batches);
  }

  /**
   * @throws Refusal.NotFound where there is none of this number
   */
  public Batch batch(int number) {
    if (number < 1 || number > batches.size()) {
      throw new Refusal.NotFound("batch_not_found", "batch", "There is no such batch.");
    }
    return batches.get(number - 1);
  }

  private Launch with(Batch changed) {
    List<Batch> others = new ArrayList<>(batches);
    others.set(changed.number() - 1, changed);
    return new Launch(halt, others);
  }
}
