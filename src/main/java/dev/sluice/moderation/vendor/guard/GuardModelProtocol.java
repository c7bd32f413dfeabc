package dev.sluice.moderation.vendor.guard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.openai.OpenAiAnswers;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model made to judge, on a server that speaks OpenAI's chat completions. It is sent the whole
 * answer so far each time, behind its question, since a fragment says little by itself.
 */
public final class GuardModelProtocol implements VendorProtocol {
  private static final int MAX = 6_000;

  private final Endpoint endpoint;
  private final String model;
  private final GuardFamily family;
  private final Capabilities capabilities;
  private final List<Map.Entry<String, String>> headers;
  private final OpenAiAnswers answers;

  public GuardModelProtocol(Settings settings, Clock clock) {
    this.endpoint = settings.baseUrl();
    this.model = settings.service();
    this.family = GuardFamily.of(settings);
    this.capabilities = capabilities(settings.option("max-chars", MAX, 1, 1_000_000));
    this.headers = headers(settings.optionalApiKey());
    this.answers = new OpenAiAnswers(clock);
  }

  private static List<Map.Entry<String, String>> headers(Optional<String> key) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("content-type", "application/json"));
    key.ifPresent(it -> headers.add(Map.entry("authorization", "Bearer " + it)));
    return List.copyOf(headers);
  }

  private Capabilities capabilities(int max) {
    return new Capabilities(
        max,
        max,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.WHOLE,
        Coverage.of(family.coverage()),
        Capabilities.Masking.NONE,
        Set.of());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    List<Question> questions = family.questions(inquiry);
    if (questions.isEmpty()) {
      throw new VendorFailure(Kind.UNFIT, "nothing that this guard model is asked of such a text");
    }
    return Uni.join()
        .all(questions.stream().map(question -> asked(question, calls)).toList())
        .andFailFast()
        .map(GuardModelProtocol::together);
  }

  private Uni<Judgement> asked(Question question, Calls calls) {
    return calls
        .send(request(question))
        .map(answers::checked)
        .map(reply -> judgement(question, reply));
  }

  private VendorRequest request(Question question) {
    ObjectNode body =
        Json.object()
            .put("model", model)
            .put("temperature", 0)
            .put("stream", false)
            .put("max_tokens", question.maxTokens());
    body.set("messages", question.messages());
    if (!question.template().isEmpty()) {
      body.set("chat_template_kwargs", question.template());
    }
    return VendorRequest.post(endpoint.at("/chat/completions"), headers, Json.bytes(body));
  }

  private static Judgement judgement(Question question, Reply reply) {
    List<Hit> hits = question.reading().apply(Wording.of(reply));
    return new Judgement(hits, reply.optionalText("model").orElse(""), Optional.empty());
  }

  private static Judgement together(List<Judgement> answers) {
    List<Hit> hits = answers.stream().flatMap(it -> it.hits().stream()).toList();
    return new Judgement(hits, answers.get(0).version(), Optional.empty());
  }
}
