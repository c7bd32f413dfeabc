package dev.sluice.admission.launch.stop;

/** The generations under way on this instance, for a stop that ends them too. */
public interface RunningGenerations {

  /** Ends what the scope covers; without effect on what has ended. */
  void end(Scope scope);
}
