/** Threads that don't keep a finished measurement alive. */
final class Daemons {
  private Daemons() {}

  static Thread thread(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }
}
