package dev.sluice.api.admin;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.quota.prices.PricesConfig;
import dev.sluice.quota.report.Part;
import dev.sluice.quota.report.Reports;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a tenant used and what it cost: operators' own, for the house any or all. */
@Path("/admin/v1/usage")
@Tag(name = "Usage")
public class UsageResource {
  /** A table for a spreadsheet comes whole, up to this many lines. */
  private static final int MOST_LINES = 50_000;

  private final AdminDoor door;
  private final Reports reports;
  private final String currency;

  UsageResource(AdminDoor door, Reports reports, PricesConfig prices) {
    this.door = door;
    this.reports = reports;
    this.currency = prices.currency();
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Sums by day, account and so on (?from=&to=&by=&tenant=&limit=&cursor=)")
  public Uni<String> sums(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            reader -> {
              List<Part> by = UsageQuery.by(request);
              return page(reader, request, by)
                  .map(report -> UsageJson.of(report, by, currency).encode());
            });
  }

  private Uni<Reports.Report> page(Caller reader, HttpServerRequest request, List<Part> by) {
    return reports.sums(
        UsageQuery.asked(reader, request, by), by, Pages.behind(request), Pages.limit(request));
  }

  @GET
  @Produces("text/csv; qs=0.5")
  @Operation(summary = "The same, whole, as a table (?from=&to=&by=&tenant=)")
  public Uni<String> table(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            reader -> {
              List<Part> by = UsageQuery.by(request);
              Reports.Asked asked = UsageQuery.asked(reader, request, by);
              return reports
                  .sums(asked, by, Optional.empty(), MOST_LINES)
                  .map(report -> UsageCsv.of(whole(report), by));
            });
  }

  private static List<Reports.Line> whole(Reports.Report report) {
    if (report.page().next().isPresent()) {
      throw Refusal.Invalid.parameter(
          "by", "The table has more than " + MOST_LINES + " lines; ask for fewer days or parts.");
    }
    return report.page().items();
  }

  @GET
  @Path("generations")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The generations summed up (?day=&account=&tenant=&limit=&cursor=)")
  public Uni<String> generations(HttpServerRequest request) {
    return door.tenantReader(request)
        .chain(
            reader ->
                reports.rows(
                    UsageQuery.asked(reader, request), Pages.behind(request), Pages.limit(request)))
        .map(page -> Pages.json(page, UsageJson::of));
  }
}
