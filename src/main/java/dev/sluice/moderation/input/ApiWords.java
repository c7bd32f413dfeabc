package dev.sluice.moderation.input;

import java.util.List;
import java.util.Set;

/**
 * Words of the chat API and of JSON Schema. As names of fields and as whole values they say nothing
 * of a caller's own, so that nobody is asked about them.
 */
final class ApiWords {
  private static final Set<String> WORDS =
      Set.copyOf(
          List.of(
              ("messages tools model role system developer user assistant tool content name type"
                   + " text refusal image_url url detail auto low high medium minimal none required"
                   + " tool_calls tool_call_id id index function arguments description parameters"
                   + " strict properties items enum object string number integer boolean array null"
                   + " additionalProperties title format default minimum maximum anyOf oneOf allOf"
                   + " const pattern stop stream stream_options include_usage n temperature top_p"
                   + " seed max_tokens max_completion_tokens reasoning_effort response_format"
                   + " json_object json_schema schema tool_choice parallel_tool_calls metadata"
                   + " prediction web_search_options function_call reasoning_content reasoning"
                   + " modalities service_tier flex priority store logit_bias presence_penalty"
                   + " frequency_penalty logprobs top_logprobs verbosity prompt_cache_key"
                   + " safety_identifier audio sluice")
                  .split(" ")));

  private ApiWords() {}

  static boolean has(String word) {
    return WORDS.contains(word);
  }
}
