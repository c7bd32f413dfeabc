package dev.sluice.moderation.lexicon.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.lexicon.Entry;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFormatTest {
  private static final Optional<Category> CUSTOM = Optional.of(Category.CUSTOM);

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.strings()
        .withChars("abcXYZ词汇表示，,\"|#;'{}[]\\ 。🍠é")
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(String::strip)
        .filter(word -> !word.isEmpty() && !word.startsWith("#") && paired(word))
        .list()
        .ofMaxSize(30);
  }

  private static boolean paired(String word) {
    return word.codePoints().noneMatch(one -> one >= 0xD800 && one <= 0xDFFF);
  }

  @Property
  void shouldReadTheSameWords_whateverTheFormat(@ForAll("words") List<String> words) {
    // given
    List<String> once = words.stream().distinct().toList();
    String lines = String.join("\n", words);
    String windows = "\uFEFF# a comment\r\n\r\n" + String.join("\r\n", words) + "\r\n";
    String tsv = words.stream().map(it -> "CUSTOM\t" + it).collect(Collectors.joining("\n"));
    String csv =
        "Word,note\n"
            + words.stream()
                .map(it -> '"' + it.replace("\"", "\"\"") + "\",\n")
                .collect(Collectors.joining());
    // then
    assertThat(read(ListFormat.LINES, lines)).isEqualTo(once);
    assertThat(read(ListFormat.LINES, windows)).isEqualTo(once);
    assertThat(read(ListFormat.TSV, tsv)).isEqualTo(once);
    assertThat(read(ListFormat.CSV, csv)).isEqualTo(once);
    assertThat(read(ListFormat.JSON, new JsonArray(words).encodePrettily())).isEqualTo(once);
  }

  @Property
  void shouldReadOrNameALine_whateverTheBytes(
      @ForAll byte[] bytes, @ForAll ListFormat format, @ForAll boolean given) {
    // given
    Optional<Category> category = given ? CUSTOM : Optional.empty();
    // when
    Throwable refusal =
        catchThrowable(() -> Importer.read(format, category, new ByteArrayInputStream(bytes)));
    // then
    if (refusal != null) {
      assertThat(refusal).isInstanceOf(Refusal.Invalid.class).hasMessageMatching("Line \\d+ .*");
    }
  }

  @Property
  void shouldReadOrNameALine_whateverTheText(
      @ForAll("almost") String text, @ForAll ListFormat format) {
    // when
    Throwable refusal = catchThrowable(() -> read(format, text));
    // then
    if (refusal != null) {
      assertThat(refusal).isInstanceOf(Refusal.Invalid.class).hasMessageMatching("Line \\d+ .*");
    }
  }

  @Provide
  Arbitrary<String> almost() {
    return Arbitraries.of(
            "word",
            "CUSTOM",
            "\t",
            ",",
            "\"",
            "\n",
            "\r\n",
            "block",
            "pass",
            "[",
            "]",
            "{",
            "#",
            "词",
            "\uD83C",
            "\u0000",
            "category",
            "modes",
            "valid_from",
            "\uFEFF",
            "|")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "CUSTOM;1;has 1 columns",
        "CUSTOM|a|block|more;1;has 4 columns",
        "CUSTOM|a/# ok/NOBODY|b;3;no known category",
        "CUSTOM|a|pass;1;no known action",
        "CUSTOM|a//CUSTOM|;3;'word' must have 1 to 128"
      })
  void shouldNameTheLine_whenATsvLineIsWrong(String text, int line, String reason) {
    assertThatThrownBy(() -> read(ListFormat.TSV, text.replace('|', '\t').replace('/', '\n')))
        .hasMessageStartingWith("Line " + line + " ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "words/a;1;must name the columns",
        "word,word/a,b;1;must name the columns",
        "word,note/a;2;has 1 columns where the header names 2",
        "word/\"a;2;opens a quote",
        "word/\"a\"b;2;behind a closing quote",
        "word,modes/a,SOUND;2;modes must be of",
        "word,whole_word/a,maybe;2;true or false",
        "word,valid_from/a,tomorrow;2;times must be",
        "word,risk,category/a,A.1.a,GORE;2;one of the category's codes",
        "word,note/\"a\",\"two/ lines\"/b;2;cannot be an entry"
      })
  void shouldNameTheLine_whenACsvLineIsWrong(String text, int line, String reason) {
    assertThatThrownBy(() -> read(ListFormat.CSV, text.replace('/', '\n')))
        .hasMessageStartingWith("Line " + line + " ")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldTakeEveryColumn_whenTheHeaderNamesIt() {
    // given
    String csv =
        """
        word,category,risk,action,modes,allowed,whole_word,valid_from,valid_until,note
        blorb,abuse_hate,A.4.c,Review,FOLD|gaps,blorbing|"ablorb",yes,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,"so, ""it"" is"
        """
            .replace("\"ablorb\"", "ablorb");
    // when
    ListedWord word = importing(ListFormat.CSV, Optional.empty(), csv).words().get(0).word();
    // then
    assertThat(word.category()).isEqualTo(Category.ABUSE_HATE);
    assertThat(word.risk()).hasValue("A.4.c");
    assertThat(word.action()).hasValue(Action.REVIEW);
    assertThat(word.modes()).containsExactlyInAnyOrder(Entry.Mode.FOLD, Entry.Mode.GAPS);
    assertThat(word.allowed()).containsExactly("blorbing", "ablorb");
    assertThat(word.wholeWord()).isTrue();
    assertThat(word.validity().from()).hasValue(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(word.validity().until()).hasValue(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(word.note()).isEqualTo("so, \"it\" is");
  }

  @Test
  void shouldTellRepeatedWords_whenAListHoldsThemTwice() {
    // when
    Importer.Read read = importing(ListFormat.LINES, CUSTOM, "a\nb\n a \n");
    // then
    assertThat(read.words()).extracting(Numbered::line).containsExactly(1, 2);
    assertThat(read.repeated()).extracting(Numbered::line).containsExactly(3);
  }

  @Test
  void shouldWantACategory_whenAListNamesNone() {
    assertThatThrownBy(() -> importing(ListFormat.LINES, Optional.empty(), "\na"))
        .hasMessage(
            "Line 2 names no category, and none was given for the whole list."
                + " Nothing was imported.");
  }

  @Test
  void shouldRefuse_whenALineNeverEnds() {
    assertThatThrownBy(() -> read(ListFormat.LINES, "ok\n" + "x".repeat(70_000)))
        .hasMessageStartingWith("Line 2 is longer than 65536 bytes");
  }

  @Test
  void shouldRefuse_whenAListIsTooLong() {
    assertThatThrownBy(() -> read(ListFormat.LINES, "x\n".repeat(Importer.MOST + 1)))
        .hasMessageStartingWith("Line 100001 holds one word more");
  }

  @Test
  void shouldStandApart_whenAWordIsOfAnAlphabet() {
    assertThat(List.of("class", "Кот", "covid-19", "été")).allMatch(ListedWord::standsApart);
    assertThat(List.of("词", "a词", "123", "ㅋㅋ", "ねこ")).noneMatch(ListedWord::standsApart);
  }

  private static List<String> read(ListFormat format, String text) {
    return importing(format, CUSTOM, text).words().stream().map(it -> it.word().word()).toList();
  }

  private static Importer.Read importing(
      ListFormat format, Optional<Category> category, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Importer.read(format, category, new ByteArrayInputStream(bytes));
  }
}
