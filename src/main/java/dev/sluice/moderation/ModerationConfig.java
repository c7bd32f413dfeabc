package dev.sluice.moderation;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** How inputs and answers are judged ({@code sluice.moderation.…}). */
@ConfigMapping(prefix = "sluice.moderation")
public interface ModerationConfig {

  /** Who may be asked, by id. */
  Map<String, VendorConfig> vendors();

  Input input();

  Output output();

  Misuse misuse();

  Lexicon lexicon();

  Chain chain();

  /** What a category means; a category or direction left out keeps its default. */
  Map<Category, Actions> actions();

  /** What differs for one model alias. */
  Map<String, Alias> aliases();

  /** What happens when every vendor is down. */
  @WithDefault("block")
  OnExhausted onExhausted();

  /** The sentence a caller is shown. */
  @WithDefault("This answer was stopped because it did not pass the content check. 内容未通过审核,已停止生成。")
  String notice();

  /** Sentences for single categories, instead of {@link #notice}. */
  Map<Category, String> notices();

  /** The vendors' interfaces we speak. */
  enum VendorType {
    OPENAI,
    AZURE,
    ALIYUN,
    ALIYUN_GUARD,
    TENCENT,
    TENCENT_WAF,
    BAIDU,
    BAIDU_LLM,
    YIDUN,
    YIDUN_STREAM,
    SHUMEI,
    HUAWEI,
    VOLCENGINE,
    BEDROCK,
    MODEL_ARMOR,
    MISTRAL,
    GUARD_MODEL
  }

  /** One vendor. Which keys a type needs stands in {@code docs/moderation.md}. */
  interface VendorConfig {
    VendorType type();

    /** Instead of the vendor's own address. */
    Optional<String> baseUrl();

    Optional<String> apiKey();

    Optional<String> accessKeyId();

    Optional<String> accessKeySecret();

    Optional<String> region();

    /** What the account is asked for: a service code, business id, guardrail, template or model. */
    Optional<String> service();

    /** Further settings of the type. */
    Map<String, String> options();

    /** For one call. */
    @WithDefault("1s")
    Duration timeout();

    /** Calls a second, over all instances. */
    @WithDefault("50")
    int qps();

    /** Its share among vendors of the same preference; 0 takes it out. */
    @WithDefault("1")
    int weight();

    /** What a call costs for 1,000 characters, in any one currency; for the cost metric only. */
    OptionalDouble costPerThousand();
  }

  /** The judging of what callers send. */
  interface Input {
    /**
     * In order of preference; empty: the lexicon alone. Vendors joined by {@code |}, as in {@code
     * a|b,c}, have the same preference and share its traffic by their weights.
     */
    Optional<List<String>> vendors();

    /** Categories that a configured vendor must cover. */
    Optional<Set<Category>> require();

    /** How long all vendors together may take. */
    @WithDefault("3s")
    Duration deadline();

    /** The longest text of all messages together, in code points. */
    @WithDefault("200000")
    int maxChars();

    /** Whether patterns of prompt attacks are looked for. */
    @WithDefault("true")
    boolean promptAttacks();

    /** What happens to images, which no vendor we speak to is shown. */
    @WithDefault("refuse")
    Images images();
  }

  /** What happens to what nobody can judge. */
  enum Images {
    REFUSE,
    /** They go to the provider unjudged. */
    PASS
  }

  /** The judging of answers. All lengths in code points. */
  interface Output {
    /** As for inputs. */
    Optional<List<String>> vendors();

    Optional<Set<Category>> require();

    @WithDefault("hold")
    Release release();

    /** The first window closes at this length, so that the answer begins soon. */
    @WithDefault("60")
    int firstWindow();

    @WithDefault("200")
    int window();

    /** Judged text that goes along with the next window, where a vendor keeps no session. */
    @WithDefault("64")
    int overlap();

    /** A window closes after this long, whether text comes or not. */
    @WithDefault("400ms")
    Duration maxWait();

    /** Text kept back at most; beyond it the provider is paused. */
    @WithDefault("8192")
    int maxHeld();

    /** How long all vendors together may take over one window. */
    @WithDefault("3s")
    Duration deadline();
  }

  /** When text goes out. */
  enum Release {
    /** Behind the clear point: nothing unjudged is shown. */
    HOLD,
    /** Past the lexicon at once; a late verdict cuts and takes back. */
    STREAM_FIRST,
    /** Past the lexicon, no vendors. */
    LEXICON
  }

  enum OnExhausted {
    /** Inputs are refused, answers cut. */
    BLOCK,
    /** The lexicon alone; the trace and a metric say so. */
    DEGRADE
  }

  /** How often an account may send blocked inputs. */
  interface Misuse {
    @WithDefault("true")
    boolean enabled();

    @WithDefault("3")
    int inARow();

    @WithDefault("5")
    int perDay();

    /** Where the day begins. */
    @WithDefault("Asia/Shanghai")
    java.time.ZoneId zone();

    /** How long an account stays suspended; none: until somebody lifts it. */
    Optional<Duration> suspension();

    /** What a suspended caller is told about appealing. */
    @WithDefault(
        "If you think this is a mistake, send POST /v1/appeals with {\"text\": \"…\"}."
            + " 如有异议,可通过 POST /v1/appeals 申诉。")
    String appeal();
  }

  /** The word list. */
  interface Lexicon {
    /** Files of {@code CATEGORY<TAB>word[<TAB>block|review|mask]}. */
    Optional<List<String>> files();

    /** How often instances look for a newly published version. */
    @WithDefault("2s")
    Duration refresh();
  }

  /** How vendors stand in for one another. */
  interface Chain {
    /** The share of failures among {@link #breakerVolume} calls that opens a vendor's breaker. */
    @WithDefault("0.5")
    double breakerRatio();

    @WithDefault("6")
    int breakerVolume();

    @WithDefault("30s")
    Duration breakerDelay();

    /** How long a vendor rests that refused our account or configuration. */
    @WithDefault("5m")
    Duration accountDelay();

    /** Whether the next vendor is asked as well once the first takes longer than usual. */
    @WithDefault("false")
    boolean hedge();

    /** Vendors that are judged but not obeyed. */
    Optional<List<String>> shadow();

    /** The share of windows that shadow vendors see, from 0 to 1. */
    @WithDefault("1")
    double shadowShare();
  }

  /** What a finding of a category leads to. */
  interface Actions {
    Optional<Action> input();

    Optional<Action> output();
  }

  /** One model alias. What is left out is as for all. */
  interface Alias {
    Map<Category, Actions> actions();

    Optional<Release> release();

    Optional<List<String>> inputVendors();

    Optional<List<String>> outputVendors();

    /** Two vendors must pass a text. */
    @WithDefault("false")
    boolean secondOpinion();

    OptionalInt maxInputChars();

    /** Whether callers may send system and developer messages. */
    @WithDefault("true")
    boolean systemMessages();
  }
}
