package dev.sluice.moderation.lexicon;

import java.util.Random;
import java.util.stream.IntStream;

/** Words and texts of characters that never meet: what a word is made of occurs in no text. */
final class Texts {

  private static final String WORD_HAN = "银行卡测试词语赌博网站毒品枪支贷款彩票假证人大口女心手日月水火马青民";
  private static final String WORD_LATIN = "abcdefghijklmnopqrstuvwxyz";
  private static final String BENIGN = "今天的天气很好，我们一起去公园散步。春眠不觉晓，处处闻啼鸟。0123456789 ！？\n😀🏞️𠮷𡃁「」…";

  private Texts() {}

  static String word(Random random) {
    String from = random.nextInt(3) == 0 ? WORD_LATIN : WORD_HAN;
    int length = 2 + random.nextInt(random.nextInt(8) == 0 ? 14 : 4);
    return pick(from, length, random);
  }

  static String benign(int longest, Random random) {
    return pick(BENIGN, random.nextInt(longest + 1), random);
  }

  private static String pick(String from, int length, Random random) {
    int[] characters = from.codePoints().toArray();
    return IntStream.range(0, length)
        .map(i -> characters[random.nextInt(characters.length)])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
