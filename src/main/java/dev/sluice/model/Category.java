package dev.sluice.model;

import java.util.List;

/**
 * Why a verdict was given. Fifteen risks and two technical ones; every vendor's labels map onto
 * them. The risk codes are those of TC260-003-2024 / GB/T 45654-2025, annex A: group A.1 to A.5 and
 * a letter; empty where the standard names no such risk.
 */
public enum Category {
  POLITICAL("涉政", "A.1.a", "A.1.b", "A.1.c", "A.1.e"),
  PORNOGRAPHY("色情", "A.1.f"),
  CHILD_SAFETY("未成年人", "A.1.f", "A.1.h"),
  SEXUAL_SUGGESTIVE("性感低俗", "A.1.f"),
  VIOLENCE_TERROR("暴恐", "A.1.d", "A.1.f"),
  CONTRABAND("违禁", "A.1.h"),
  GORE("恶心", "A.1.f", "A.4.a"),
  VALUES("涉价值观", "A.1.h"),
  ABUSE_HATE("谩骂仇恨", "A.1.e", "A.4.c", "A.4.d"),
  DISCRIMINATION(
      "偏见歧视", "A.2.a", "A.2.b", "A.2.c", "A.2.d", "A.2.e", "A.2.f", "A.2.g", "A.2.h", "A.2.i"),
  SELF_HARM("自伤自杀", "A.4.a"),
  PRIVACY("隐私", "A.3.c", "A.4.b", "A.4.e", "A.4.f"),
  PROMPT_ATTACK("提示词攻击"),
  SPAM_AD("广告灌水", "A.3.b", "A.3.d", "A.3.e"),
  MISINFORMATION("虚假侵权", "A.1.g", "A.3.a", "A.4.g", "A.5.a", "A.5.b"),
  CUSTOM("自定义词库"),
  OTHER("其他");

  private final String chineseName;
  private final List<String> riskCodes;

  Category(String chineseName, String... riskCodes) {
    this.chineseName = chineseName;
    this.riskCodes = List.of(riskCodes);
  }

  /** What reviewers and reports call it. */
  public String chineseName() {
    return chineseName;
  }

  /** The risks it stands for, such as {@code A.1.a}, the most typical first. */
  public List<String> riskCodes() {
    return riskCodes;
  }
}
