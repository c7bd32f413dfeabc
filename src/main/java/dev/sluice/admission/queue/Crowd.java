package dev.sluice.admission.queue;

import dev.sluice.admission.queue.Register.Entered;
import dev.sluice.admission.queue.Register.Exchange;
import dev.sluice.admission.queue.Register.How;
import dev.sluice.admission.queue.Register.News;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The callers of one alias on this instance: who waits, in the order they came, and who has a slot.
 * For one context.
 */
final class Crowd {
  /** Entering in one exchange, so that a rush does not hold Redis up; the next takes the rest. */
  private static final int MOST_AT_ONCE = 500;

  private final QueueConfig config;
  private final QueueMetrics.OfAlias metrics;
  private final Map<String, Waiter> waiting = new LinkedHashMap<>();
  private final Set<Waiter> fresh = new LinkedHashSet<>(); // waiting, unknown to the register
  private final Set<String> held = new LinkedHashSet<>();
  private final List<String> leaving = new ArrayList<>(); // known to the register, and gone
  private List<Waiter> asked = List.of();
  private Duration pace = Duration.ofSeconds(1);

  Crowd(QueueConfig config, QueueMetrics.OfAlias metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  void enter(Waiter waiter) {
    waiting.put(waiter.id(), waiter);
    fresh.add(waiter);
    metrics.waiting(waiting.size());
  }

  /** Frees the place or the slot; without effect on one that has neither. */
  void leave(String id) {
    Waiter waiter = waiting.get(id);
    if (waiter == null) {
      if (held.remove(id)) {
        leaving.add(id);
      }
      return;
    }
    metrics.abandoned();
    if (!fresh.contains(waiter)) {
      leaving.add(id);
    }
    remove(waiter);
  }

  private void remove(Waiter waiter) {
    waiting.remove(waiter.id());
    fresh.remove(waiter);
    metrics.waiting(waiting.size());
  }

  boolean anyWaiting() {
    return !waiting.isEmpty();
  }

  boolean isEmpty() {
    return waiting.isEmpty() && held.isEmpty() && leaving.isEmpty();
  }

  /** Whether the register does not know yet how things are here. */
  boolean changed() {
    return !leaving.isEmpty() || !fresh.isEmpty();
  }

  Exchange exchange(long number, How how, boolean look, int capacity) {
    boolean anew = how == How.ANEW;
    List<String> gone = anew ? List.of() : List.copyOf(leaving);
    leaving.clear();
    asked = anew ? List.copyOf(waiting.values()) : fresh.stream().limit(MOST_AT_ONCE).toList();
    asked.forEach(fresh::remove);
    List<String> slots = anew ? List.copyOf(held) : List.of();
    List<SlotRequest> entering = asked.stream().map(Waiter::request).toList();
    return new Exchange(number, how, look, capacity, gone, slots, entering);
  }

  /** What the register answered to the last exchange. */
  void learn(News news, boolean looked) {
    pace = news.pace();
    for (int i = 0; i < asked.size(); i++) {
      if (waits(asked.get(i))) {
        learn(asked.get(i), news.entered().get(i), news);
      }
    }
    news.granted().forEach(this::granted);
    if (looked) {
      look(news);
    }
  }

  /** It may have left while the exchange was on its way; then the register will be told. */
  private boolean waits(Waiter waiter) {
    return waiting.get(waiter.id()) == waiter;
  }

  private void learn(Waiter waiter, Entered entered, News news) {
    if (entered instanceof Register.GotSlot) {
      grant(waiter);
    } else if (entered instanceof Register.GotPlace place) {
      waiter.at(news.position(place.place()));
    } else if (entered instanceof Register.TooMany) {
      refuse(waiter, Refusals.tooMany(config.placesPerCaller(), pace));
    } else {
      refuse(waiter, Refusals.full(pace));
    }
  }

  private void granted(String id) {
    Waiter waiter = waiting.get(id);
    if (waiter != null) {
      grant(waiter);
    } else if (!held.contains(id)) {
      leaving.add(id);
    }
  }

  private void look(News news) {
    Map<String, Integer> places = news.places();
    places.keySet().stream().filter(id -> !waiting.containsKey(id)).forEach(leaving::add);
    for (Waiter waiter : waiting.values()) {
      Integer place = places.get(waiter.id());
      if (place != null) {
        waiter.at(news.position(place));
      } else {
        fresh.add(waiter); // lost somehow: it enters once more
      }
    }
  }

  /** Gives slots out as if this instance were the only one; true where it gave any. */
  boolean serveAlone(int capacity) {
    boolean gave = false;
    while (held.size() < capacity && anyWaiting()) {
      grant(waiting.values().iterator().next());
      gave = true;
    }
    return gave;
  }

  /** Gives a place to those whom the register has not answered. */
  void placeAlone() {
    List.copyOf(waiting.values()).stream()
        .filter(waiter -> waiter.position().isEmpty())
        .forEach(this::boundAlone);
  }

  /** Refuses whoever is beyond the bounds, which the register would else see to. */
  void boundAlone(Waiter last) {
    if (!waits(last)) {
      return;
    }
    String owner = last.request().owner();
    if (waiting.size() > config.maxWaiting()) {
      refuse(last, Refusals.full(pace));
    } else if (waiting.values().stream().filter(it -> it.request().owner().equals(owner)).count()
        > config.placesPerCaller()) {
      refuse(last, Refusals.tooMany(config.placesPerCaller(), pace));
    } else {
      last.at(new QueuePosition(waiting.size(), pace.multipliedBy(waiting.size())));
    }
  }

  void tellAlone() {
    int place = 0;
    for (Waiter waiter : waiting.values()) {
      place++;
      waiter.at(new QueuePosition(place, pace.multipliedBy(place)));
    }
  }

  /** Sends away whoever waits since before that moment. */
  void expire(long beforeNanos) {
    Iterator<Waiter> oldest = waiting.values().iterator();
    List<Waiter> late = new ArrayList<>();
    while (oldest.hasNext()) {
      Waiter waiter = oldest.next();
      if (waiter.sinceNanos() - beforeNanos >= 0) {
        break;
      }
      late.add(waiter);
    }
    late.forEach(this::tooLate);
  }

  private void tooLate(Waiter waiter) {
    leave(waiter.id());
    waiter.refused(Refusals.tooLate(config.maxWait(), pace));
  }

  private void grant(Waiter waiter) {
    remove(waiter);
    held.add(waiter.id());
    metrics.granted(waiter);
    waiter.granted();
  }

  private void refuse(Waiter waiter, Refusal refusal) {
    remove(waiter);
    metrics.refused();
    waiter.refused(refusal);
  }
}
