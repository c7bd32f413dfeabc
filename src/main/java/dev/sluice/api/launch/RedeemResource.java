package dev.sluice.api.launch;

import dev.sluice.admission.Scope;
import dev.sluice.admission.launch.invite.InviteCode;
import dev.sluice.admission.launch.invite.Redemptions;
import dev.sluice.admission.launch.invite.Redemptions.Redeemed;
import dev.sluice.api.Door;
import dev.sluice.api.JsonBody;
import dev.sluice.api.RequestBody;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How an account gets in by an invite. */
@Path("/v1/invites/redeem")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invites")
public class RedeemResource {
  private final Door door;
  private final Redemptions redemptions;
  private final RequestBody bodies;

  RedeemResource(Door door, Redemptions redemptions, RequestBody bodies) {
    this.door = door;
    this.redemptions = redemptions;
    this.bodies = bodies;
  }

  @POST
  @Operation(summary = "Redeem an invite ({\"code\"}); once more changes nothing")
  public Uni<String> redeem(HttpServerRequest request) {
    return door.serve(request, Scope.ACCOUNT)
        .chain(caller -> bodies.read(request).chain(body -> redemptions.redeem(caller, code(body))))
        .map(RedeemResource::json);
  }

  private static InviteCode code(Buffer body) {
    String text = Fields.root(JsonBody.parse(body)).requiredText("code");
    return InviteCode.read(text)
        .orElseThrow(
            () ->
                Refusal.Invalid.parameter(
                    "code", "'code' must be an invite's code, such as 7K3QZ-01XVM-TB8RD-5NHWC."));
  }

  private static String json(Redeemed redeemed) {
    return new JsonObject()
        .put("status", "redeemed")
        .put("redeemed_at", redeemed.at().toString())
        .put("plan", redeemed.plan().orElse(null))
        .encode();
  }
}
