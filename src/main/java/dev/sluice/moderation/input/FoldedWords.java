package dev.sluice.moderation.input;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as words, for comparing phrases: runs of letters and digits of alphabets, and each Han
 * character by itself. Case, width, accents, traditional forms, look-alike Cyrillic letters and
 * everything between words are folded away.
 */
final class FoldedWords {
  private static final String TRADITIONAL =
      "無視則設統開發這進從現過濾審內請輸顯複訊沒實遵規斷棄繞違關閉禁啟換擬裝講導話給應該讓個當為與對執護欄洩"
          + "問題經訴並轉脫獄領約須聽來還員語變隱錄譯誦寫時機碼數據標稱記後層訓練網說";
  private static final String SIMPLIFIED =
      "无视则设统开发这进从现过滤审内请输显复讯没实遵规断弃绕违关闭禁启换拟装讲导话给应该让个当为与对执护栏泄"
          + "问题经诉并转脱狱领约须听来还员语变隐录译诵写时机码数据标称记后层训练网说";
  private static final String CYRILLIC = "аеорсухіѕј";
  private static final String LATIN = "aeopcyxisj";

  private final List<String> words = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private int openStart;
  private int openEnd;

  private FoldedWords() {}

  static FoldedWords of(String text) {
    FoldedWords folded = new FoldedWords();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int end = i + Character.charCount(point);
      folded.take(point, i, end);
      i = end;
    }
    folded.close();
    return folded;
  }

  private void take(int point, int start, int end) {
    if (point < 0x80) {
      fold(Character.toLowerCase(point), start, end);
    } else if (Character.isIdeographic(point) && point < 0x10000) {
      fold(mapped(point, TRADITIONAL, SIMPLIFIED), start, end);
    } else {
      Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
          .toLowerCase(Locale.ROOT)
          .codePoints()
          .forEach(folded -> fold(mapped(folded, CYRILLIC, LATIN), start, end));
    }
  }

  private void fold(int point, int start, int end) {
    if (Character.isIdeographic(point)) {
      close();
      words.add(Character.toString(point));
      places.add(new int[] {start, end});
    } else if (Character.isLetterOrDigit(point)) {
      openStart = open.isEmpty() ? start : openStart;
      open.appendCodePoint(point);
      openEnd = end;
    } else if (!ignorable(point)) {
      close();
    }
  }

  /** Marks and invisible characters stand within a word, not between two. */
  private static boolean ignorable(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }

  private void close() {
    if (!open.isEmpty()) {
      words.add(open.toString());
      places.add(new int[] {openStart, openEnd});
      open.setLength(0);
    }
  }

  private static int mapped(int point, String from, String to) {
    int at = from.indexOf(point);
    return at < 0 ? point : to.charAt(at);
  }

  int count() {
    return words.size();
  }

  String word(int index) {
    return words.get(index);
  }

  /** Where the word begins in the text, in UTF-16 units. */
  int start(int index) {
    return places.get(index)[0];
  }

  int end(int index) {
    return places.get(index)[1];
  }
}
