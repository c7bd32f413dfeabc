package dev.sluice.api.admin;

import dev.sluice.admission.account.Reach;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.quota.report.Part;
import dev.sluice.quota.report.Reports;
import io.vertx.core.http.HttpServerRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a question about usage asks for. */
final class UsageQuery {
  private static final int MOST_DAYS = 366;
  private static final int DAY_LENGTH = "2026-01-31".length();

  private UsageQuery() {}

  /**
   * The rows of one tenant that are meant: {@code from=&to=} or {@code day=}, and what parts have
   * to be.
   */
  static Reports.Asked asked(Caller reader, HttpServerRequest request) {
    return asked(Optional.of(Reach.tenant(reader, Query.tenant(request))), request);
  }

  /** The same; the house that tells tenants apart and names none means all of them. */
  static Reports.Asked asked(Caller reader, HttpServerRequest request, List<Part> by) {
    boolean all =
        Reach.isOfTheHouse(reader) && by.contains(Part.TENANT) && Query.tenant(request).isEmpty();
    return all ? asked(Optional.empty(), request) : asked(reader, request);
  }

  private static Reports.Asked asked(Optional<String> tenant, HttpServerRequest request) {
    Optional<LocalDate> day = day(request, "day");
    LocalDate from = day.or(() -> day(request, "from")).orElseThrow(() -> missing("from"));
    LocalDate to = day.or(() -> day(request, "to")).orElseThrow(() -> missing("to"));
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw Refusal.Invalid.parameter(
          "to", "'to' must be 'from' or a day at most " + (MOST_DAYS - 1) + " days later.");
    }
    return new Reports.Asked(tenant, from, to, only(request));
  }

  private static Map<Part, String> only(HttpServerRequest request) {
    Map<Part, String> only = new EnumMap<>(Part.class);
    EnumSet.complementOf(EnumSet.of(Part.DAY, Part.TENANT))
        .forEach(part -> text(request, part).ifPresent(text -> only.put(part, text)));
    return only;
  }

  private static Optional<String> text(HttpServerRequest request, Part part) {
    String name = WordJson.lower(part);
    Optional<String> text = Optional.ofNullable(request.getParam(name));
    if (text.filter(it -> it.indexOf('\0') >= 0).isPresent()) {
      throw Refusal.Invalid.parameter(name, "'" + name + "' has a control character in it.");
    }
    return text;
  }

  /** By what is summed up; by day where nothing is said. */
  static List<Part> by(HttpServerRequest request) {
    String names = Optional.ofNullable(request.getParam("by")).orElse("day");
    List<Part> by = Arrays.stream(names.split(",", -1)).map(UsageQuery::part).toList();
    if (by.stream().distinct().count() < by.size()) {
      throw Refusal.Invalid.parameter("by", "'by' must name each part once.");
    }
    return by;
  }

  private static Part part(String name) {
    return Arrays.stream(Part.values())
        .filter(part -> WordJson.lower(part).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.Invalid.parameter(
                    "by",
                    "'by' must be of %s, separated by commas."
                        .formatted(Arrays.stream(Part.values()).map(WordJson::lower).toList())));
  }

  private static Optional<LocalDate> day(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getParam(name)).map(text -> day(name, text));
  }

  private static LocalDate day(String name, String text) {
    try {
      if (text.length() == DAY_LENGTH) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException unreadable) {
      // Refused below, like a year that is too long.
    }
    throw Refusal.Invalid.parameter(name, "'" + name + "' must be a day such as 2026-01-31.");
  }

  private static Refusal missing(String name) {
    return Refusal.Invalid.parameter(name, "'" + name + "' is required: a day such as 2026-01-31.");
  }
}
