package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What a cassette says about a request; of headers and form fields, the named ones only. */
final class RequestExpectation {
  private RequestExpectation() {}

  static void check(VendorRequest sent, JsonNode expected) {
    if (expected.has("method")) {
      assertThat(sent.method()).isEqualTo(expected.path("method").textValue());
    }
    if (expected.has("uri")) {
      assertThat(sent.uri()).isEqualTo(expected.path("uri").textValue());
    }
    expected
        .path("headers")
        .properties()
        .forEach(
            it ->
                assertThat(VendorContract.headers(sent))
                    .containsEntry(it.getKey(), it.getValue().textValue()));
    if (expected.has("json")) {
      assertThat(VendorContract.json(sent)).isEqualTo(expected.path("json"));
    }
    expected.path("form").properties().forEach(it -> field(sent, it.getKey(), it.getValue()));
  }

  /** An object stands for a field whose text is JSON. */
  private static void field(VendorRequest sent, String name, JsonNode expected) {
    assertThat(VendorContract.form(sent)).containsKey(name);
    String value = VendorContract.form(sent).get(name);
    if (expected.isObject()) {
      assertThat(VendorContract.json(value)).isEqualTo(expected);
    } else {
      assertThat(value).isEqualTo(expected.asText());
    }
  }
}
