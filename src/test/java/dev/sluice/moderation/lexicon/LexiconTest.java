package dev.sluice.moderation.lexicon;

import static dev.sluice.moderation.lexicon.Entries.ALL;
import static dev.sluice.moderation.lexicon.Entries.STRUCTURAL;
import static dev.sluice.moderation.lexicon.Entries.allowing;
import static dev.sluice.moderation.lexicon.Entries.entry;
import static dev.sluice.moderation.lexicon.Entries.lexicon;
import static dev.sluice.moderation.lexicon.Entries.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Scan.Hit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconTest {

  @ParameterizedTest
  @CsvSource({
    "FOLD, vx, ＶＸ",
    "FOLD, vx, Vx",
    "FOLD, vx, 🆅🆇",
    "FOLD, vx, 🇻🇽",
    "FOLD, vx, 𝐕ⓧ",
    "FOLD, vx, v\u200bx",
    "FOLD, vx, v\ufe0f\u2060x",
    "FOLD, vx, v\u0336x\u0336",
    "FOLD, cafe, café",
    "FOLD, pay, рау",
    "FOLD, 株式会社, ㍿",
    "FOLD, 示例, 示\uf9b5",
    "TRADITIONAL, 测试词, 測試詞",
    "TRADITIONAL, 人民, ⼈⺠",
    "GAPS, 测试词, 测*试 😀词",
    "GAPS, 测试词, '测\n\n- 试**词'",
    "GAPS, 测试词, 测\u200b试\u0336词",
    "PINYIN, 测试词, ce shi ci",
    "PINYIN, 测试词, CeShi词",
    "PINYIN, 测试词, 侧式瓷",
    "PINYIN, 银行卡, yinhangka",
    "PINYIN, 绿豆糕, lǜ dòu gāo",
  })
  void shouldFind_whenWrittenAsAModeClaims(Mode mode, String word, String text) {
    // given
    Lexicon with = lexicon(entry(word, Set.of(mode)));
    Lexicon without = lexicon(entry(word, Set.of()));

    // when
    var hits = Scan.hits(with, "好" + text + "的");

    // then
    assertThat(hits).isNotEmpty().allMatch(hit -> hit.start() == 1);
    assertThat(hits).anyMatch(hit -> hit.end() >= 1 + text.stripTrailing().length() - 1);
    assertThat(Scan.hits(without, "好" + text + "的")).isEmpty();
  }

  @Test
  void shouldReportEveryWord_whenHitsOverlap() {
    // given
    Lexicon lexicon =
        lexicon(entry("甲乙丙", STRUCTURAL), entry("乙丙", Set.of()), entry("丙丁", STRUCTURAL));

    // when
    var hits = Scan.hits(lexicon, "甲乙丙丁");

    // then
    assertThat(hits)
        .containsExactlyInAnyOrder(new Hit("甲乙丙", 0, 3), new Hit("乙丙", 1, 3), new Hit("丙丁", 2, 4));
  }

  @Test
  void shouldNotHit_whenTheWordLiesInAHarmlessPhrase() {
    // given
    Lexicon lexicon = lexicon(allowing("乙丙", STRUCTURAL, "甲乙丙丁", "乙丙戊"));

    // then
    assertThat(Scan.hits(lexicon, "甲乙丙丁")).isEmpty();
    assertThat(Scan.hits(lexicon, "乙丙戊")).isEmpty();
    assertThat(Scan.hits(lexicon, "甲乙丙甲乙丙丁")).containsExactly(new Hit("乙丙", 1, 3));
    assertThat(Scan.hits(lexicon, "乙丙丁")).containsExactly(new Hit("乙丙", 0, 2));
    assertThat(Scan.hits(lexicon, "甲乙丙")).containsExactly(new Hit("乙丙", 1, 3));
  }

  @Test
  void shouldHoldTheHitBack_whenAPhraseMayStillMakeItHarmless() {
    // given
    Scan scan = Scan.open(lexicon(allowing("乙丙", STRUCTURAL, "甲乙丙丁")), List.of("好甲乙丙"));

    // then
    assertThat(scan.hits()).isEmpty();
    assertThat(scan.safe()).isEqualTo(1);
    assertThat(scan.feed("戊").hits()).containsExactly(new Hit("乙丙", 2, 4));
    assertThat(scan.safe()).isEqualTo(5);
  }

  @Test
  void shouldRespectBoundaries_whenAWholeWordIsAsked() {
    // given
    Lexicon lexicon = lexicon(whole("ass", STRUCTURAL));

    // then
    assertThat(Scan.hits(lexicon, "class")).isEmpty();
    assertThat(Scan.hits(lexicon, "assign")).isEmpty();
    assertThat(Scan.hits(lexicon, "as soon as seen")).isEmpty();
    assertThat(Scan.hits(lexicon, "an ASS!")).containsExactly(new Hit("ass", 3, 6));
    assertThat(Scan.hits(lexicon, "我ass")).containsExactly(new Hit("ass", 1, 4));
    assertThat(Scan.hits(lexicon, "ass")).containsExactly(new Hit("ass", 0, 3));
  }

  @Test
  void shouldHoldTheWord_whenALetterMayFollow() {
    // given
    Scan scan = Scan.open(lexicon(whole("ass", STRUCTURAL)), List.of("an ass"));

    // then
    assertThat(scan.hits()).isEmpty();
    assertThat(scan.safe()).isEqualTo(3);
    assertThat(scan.feed("\u200b").hits()).isEmpty();
    assertThat(scan.feed(".").hits()).hasSize(1);
  }

  @Test
  void shouldNotJoinLetters_whenTheGapIsTooWide() {
    // given
    Lexicon lexicon = lexicon(entry("测试", STRUCTURAL));

    // then
    assertThat(Scan.hits(lexicon, "测" + "*".repeat(LaneScan.MOST_SKIPPED) + "试")).hasSize(1);
    assertThat(Scan.hits(lexicon, "测" + "*".repeat(LaneScan.MOST_SKIPPED + 1) + "试")).isEmpty();
    assertThat(Scan.hits(lexicon, "测" + "\u200b".repeat(LaneScan.MOST_DROPPED) + "试")).hasSize(1);
    assertThat(Scan.open(lexicon, List.of("测" + "\u200b".repeat(LaneScan.MOST_DROPPED + 1))).safe())
        .isEqualTo(LaneScan.MOST_DROPPED + 2);
  }

  @Test
  void shouldNotLookPastSymbols_whenTheWordHasSome() {
    // given
    Lexicon lexicon = lexicon(entry("t.me", STRUCTURAL), entry("🍠", STRUCTURAL));

    // then
    assertThat(Scan.hits(lexicon, "at me")).isEmpty();
    assertThat(Scan.hits(lexicon, "T．me")).hasSize(1);
    assertThat(Scan.hits(lexicon, "吃🍠")).containsExactly(new Hit("🍠", 1, 3));
  }

  @Test
  void shouldNotTakePartOfASyllable_whenReadAloud() {
    // given
    Lexicon lexicon = lexicon(entry("独波万", ALL));

    // then
    assertThat(Scan.hits(lexicon, "毒播网")).isEmpty();
    assertThat(Scan.hits(lexicon, "dubowang")).isEmpty();
    assertThat(Scan.hits(lexicon, "毒播腕")).hasSize(1);
  }

  @Test
  void shouldNotReadAloud_whenTheWordHasFewerThanThreeSyllables() {
    assertThat(Scan.hits(lexicon(entry("测试", ALL)), "侧式 ceshi")).isEmpty();
  }

  @Test
  void shouldReleaseAll_whenTheListIsEmpty() {
    assertThat(Scan.open(lexicon(), List.of("甲乙丙")).safe()).isEqualTo(3);
  }

  @Test
  void shouldKeepPairsTogether_whenAPieceEndsInOne() {
    // given
    Scan scan = Scan.open(lexicon(), List.of("好\ud83d"));

    // then
    assertThat(scan.safe()).isEqualTo(1);
    assertThat(scan.feed("\ude00").safe()).isEqualTo(3);
  }

  @Test
  void shouldReportOldHits_whenMoreWaitThanAreKept() {
    // given
    Lexicon lexicon = lexicon(allowing("乙", STRUCTURAL, "乙".repeat(60) + "丁"));

    // when
    Scan scan = Scan.open(lexicon, List.of("乙".repeat(50)));

    // then
    assertThat(scan.hits()).hasSizeGreaterThanOrEqualTo(34);
    assertThat(scan.safe()).isZero();
  }
}
