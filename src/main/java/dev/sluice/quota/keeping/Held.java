package dev.sluice.quota.keeping;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The reservations this instance answers for, until the ledger needs us no more. */
@ApplicationScoped
class Held {
  private final Map<String, Reservation> byId = new ConcurrentHashMap<>();

  void add(Reservation reservation) {
    byId.put(reservation.id(), reservation);
  }

  void remove(Reservation reservation) {
    byId.remove(reservation.id(), reservation);
  }

  /** Whatever the ledger makes of its lease, it is not lost. */
  boolean has(String id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  Map<String, List<Reservation>> byTenant() {
    return all().stream().collect(Collectors.groupingBy(it -> it.levels().tenant()));
  }

  List<Reservation> of(String tenant) {
    return all().stream().filter(it -> it.levels().tenant().equals(tenant)).toList();
  }

  private Collection<Reservation> all() {
    return byId.values();
  }
}
