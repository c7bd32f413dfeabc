package dev.sluice.moderation.input;

/**
 * The phrases of prompt attacks we look for. A line is a pattern: its name, what it suggests, then
 * steps in the order in which they must come; {@code ~n} is how many words may stand between two.
 * Alternatives are parted by {@code |}, words of one by {@code _}. Han characters are words of
 * their own. Lines that begin with {@code -} are phrases that look like a step and are none: they
 * are taken out, and begin every pattern anew.
 */
final class AttackPatterns {
  static final String TEXT =
      """
      - dont_forget|don_t_forget|do_not_forget|never_forget|not_to_forget|not_forget
      - dont_ignore|don_t_ignore|do_not_ignore|never_ignore|not_ignore|not_disregard
      - never_disregard|not_override|not_bypass|never_bypass|my|我之前|我上面|我前面|我刚才|我先前|我的
      - 不要忘记|别忘记|不要忘了|别忘了|不要忽略|不能忽略|别忽略|请勿忽略|不可忽略|不要无视|不能无视|不要绕过|不要泄露

      override BLOCK ignore|disregard|forget|override|bypass|neglect|discard|do_not_follow|don_t_follow|dont_follow|stop_following|no_longer_follow|do_not_obey|don_t_obey ~2 previous|of_the_previous|of_the_above|of_your|and_all_previous|previously|prior|above|earlier|preceding|foregoing|initial|original|your|all_your ~2 instruction|instructions|prompt|prompts|directive|directives|guideline|guidelines|rule|rules|constraints|programming|commands|system_message|training|restrictions
      override-all BLOCK ignore|disregard|forget|discard ~2 all|any|every|everything|the_system ~4 instruction|instructions|prompt|prompts|directives|guidelines|told_before|told_above
      override-zh BLOCK 忽略|无视|忘记|忘掉|忘了|抛弃|丢弃|绕过|绕开|不要遵守|不要遵循|不再遵守|不再遵循|不用遵守|不必遵守|不用理会|不要理会 ~6 之前|先前|以上|上面|上述|前面|此前|原来|原有|最初|开发者|你的|你所有|你被|内置|预设|所有|一切 ~8 指令|指示|提示词|提示语|提示|规则|设定|约束|规定|准则|系统消息|人设|命令
      override-system-zh BLOCK 忽略|无视|忘记|忘掉|不要遵守|不再遵守|覆盖 ~4 系统 ~2 指令|提示词|提示|消息|规则|设定
      override-demands-zh REVIEW 忽略|无视|忘记|忘掉 ~4 之前|先前|以上|上面|上述|前面|所有 ~4 要求|限制|内容
      reveal BLOCK reveal|show|print|output|repeat|display|tell_me|give_me|leak|dump|recite|expose|disclose|share|quote|what_is|what_s|whats|what_are|what_were|paste|write_out|copy ~4 your|hidden|you_were_given|above_your ~4 system_prompt|system_prompts|system_message|system_instruction|system_instructions|hidden_instructions|hidden_prompt|initial_prompt|initial_instructions|original_instructions|developer_message|preprompt|pre_prompt|secret_instructions|internal_instructions|base_prompt
      reveal-above REVIEW repeat|print|output|recite ~2 everything|all_text|all_the_text|all_of_the_text|the_words|all_words ~4 above|before_this|prior_to_this|starting_with_you_are
      reveal-zh BLOCK 输出|显示|打印|告诉我|展示|透露|泄露|公开|复述|重复|说出|给我看|写出|列出|翻译|背诵|告知|是什么 ~6 你的|你被设置的|你最初的|你收到的|你内部的|你原始的|隐藏的|上面的|以上的 ~4 系统提示词|系统提示|系统指令|系统消息|系统设定|初始指令|初始提示|初始设定|内部指令|隐藏指令|原始指令|原始提示|开发者消息|底层指令|预设指令
      reveal-question-zh BLOCK 你的 ~2 系统提示词|系统提示|系统指令|初始指令|初始提示|内部指令|隐藏指令 ~2 是什么|有哪些|发给我|告诉我|给我
      persona BLOCK you_are_now|you_re_now|youre_now|from_now_on_you|you_will_act|pretend_to_be|pretend_you_are|pretend_that_you_are|act_as|act_like|respond_as|answer_as|stay_in|simulate|roleplay_as|role_play_as ~8 do_anything_now|in_developer_mode|chatgpt_with_developer_mode|ai_with_developer_mode|jailbreak_mode|jailbroken|god_mode|unrestricted_ai|unfiltered_ai|uncensored_ai|unrestricted_mode|amoral_ai|evil_ai|no_restrictions|without_any_restrictions|without_any_restriction|without_restrictions|without_any_ethical|no_ethical|no_moral|no_content_policy
      persona-dan REVIEW you_are_now|pretend_to_be|act_as|from_now_on_you ~6 dan|stan|aim
      persona-zh BLOCK 你现在是|从现在开始你|从现在起你|从现在开始你是|假装你是|假装自己是|假设你是|扮演|你将扮演|模拟|充当 ~12 开发者模式|越狱模式|上帝模式|无限制模式|不受限制的|不受任何限制|没有任何限制|没有限制的|无任何限制|没有道德|无道德限制|不受道德|无审查|没有审查|dan
      mode-zh BLOCK 进入|开启|切换到|启用|激活|打开 ~3 越狱模式|无限制模式|dan_模式|无审查模式
      mode-en BLOCK enter|enable|activate|switch_to|turn_on ~3 jailbreak_mode|dan_mode|unrestricted_mode|uncensored_mode
      unbound BLOCK you_are_no_longer_bound|you_are_not_bound|you_re_not_bound|you_are_free_from|you_are_free_of|you_re_free_from|you_no_longer_have|you_are_exempt_from|you_are_freed_from ~5 restriction|restrictions|rule|rules|guideline|guidelines|filter|filters|policy|policies|ethics|limitations|constraints|censorship|programming
      unbound-zh BLOCK 你不受|你不再受|你不必遵守|你不用遵守|你无需遵守|你可以不遵守|你已摆脱|你已经摆脱|你不再需要遵守 ~6 限制|约束|规则|道德|审查|法律|政策|准则
      disable BLOCK disable|turn_off|switch_off|deactivate|remove|bypass|circumvent|evade|drop|lift ~2 your|all_your|all_of_your ~3 safety|content_filter|content_filters|filters|filter|guardrails|guardrail|safeguards|moderation|censorship|content_policy|ethical_guidelines|ethics|restrictions|safety_guidelines
      disable-zh BLOCK 关闭|解除|禁用|停用|取消|去掉|绕过|突破|规避|移除 ~3 你的|你所有的|你自身的|你全部的 ~6 安全限制|内容审查|审查机制|过滤|安全机制|安全策略|道德限制|内容政策|审核|护栏|限制|安全规则
      forged-turn BLOCK im_start|start_header_id ~0 system|developer
      forged-prompt REVIEW begin_new_system_prompt|new_system_prompt|end_of_system_prompt|updated_system_prompt|以下是新的系统提示|新的系统提示词 ~0 is|begins|follows|如下|为
      """;

  private AttackPatterns() {}
}
