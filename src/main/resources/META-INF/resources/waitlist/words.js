// Every sentence the page says, in both languages.

import { number } from "../chat/i18n.js";

const en = {
  title: "Waitlist · Sluice",
  skip: "Skip to the form",
  languageToggle: "切换到中文",
  otherLanguage: "中",
  themeToggle: "Switch light / dark",
  applyTitle: "Join the waitlist",
  applyText: "Leave a way to reach you. Applications are taken in the order they come in.",
  contact: "E-mail address or phone number",
  contactHint: "Stored encrypted, and used for this application only.",
  send: "Apply",
  sending: "Applying…",
  haveTicket: "I have applied already",
  ticket: "Ticket",
  look: "Look it up",
  closedTitle: "Not taking applications",
  closedText: "Nobody can apply at the moment. Please come back another day.",
  waitingTitle: "You are on the list",
  waitingText: "Your place is number {position}.",
  nextText: "You are next.",
  invitedTitle: "You are invited",
  invitedText: "Show your code and redeem it with your API key. Showing it again makes a new code; the old one stops working.",
  codeText: "Copy this code now. It is shown this once; you can make another one until it is redeemed.",
  redeemedText: "Your invite has been redeemed. Welcome!",
  declinedTitle: "Not this time",
  draw: "Show my code",
  drawAgain: "Make a new code",
  copyCode: "Copy code",
  copied: "Copied",
  ticketTitle: "Your ticket",
  ticketText: "Keep it: it is the only way back to this page from another device.",
  copyTicket: "Copy ticket",
  leave: "Forget on this device",
  withdraw: "Withdraw application",
  withdrawSure: "Withdraw your application and delete your contact?",
  fieldMissing: "Please fill this in.",
  contactWrong: "That is neither an e-mail address nor a phone number.",
  criteria: { use: "What will you use it for?", organisation: "Organisation", role: "Your role", city: "City" },
  problems: {
    already_applied: "This contact is on the list already. Use your ticket to see how things stand.",
    ticket_not_found: "There is no such ticket.",
    waitlist_full: "The waitlist is full. Please try again another day.",
    waitlist_closed: "No applications are taken at the moment.",
    rate_limit_exceeded: "That was too often from your network. Please try again later.",
    privacy_unconfigured: "Applications cannot be stored safely yet. Please try again later.",
    invite_expired: "Your invite has expired.",
    invite_used_up: "Your invite has been redeemed.",
    offline: "The gateway cannot be reached. Please try again.",
    other: "Something went wrong. Please try again later.",
  },
};

const zh = {
  title: "预约 · Sluice",
  skip: "跳到表单",
  languageToggle: "Switch to English",
  otherLanguage: "EN",
  themeToggle: "切换浅色 / 深色",
  applyTitle: "预约体验",
  applyText: "留下联系方式，我们按预约的先后顺序开放。",
  contact: "邮箱或手机号",
  contactHint: "加密保存，仅用于本次预约。",
  send: "提交预约",
  sending: "正在提交…",
  haveTicket: "我已经预约过",
  ticket: "预约凭证",
  look: "查询",
  closedTitle: "暂未开放预约",
  closedText: "目前不接受新的预约，请改日再来。",
  waitingTitle: "已加入预约名单",
  waitingText: "您排在第 {position} 位。",
  nextText: "下一位就是您。",
  invitedTitle: "您已获得邀请",
  invitedText: "查看邀请码，并使用您的 API 密钥兑换。再次查看会生成新的邀请码，旧码随即失效。",
  codeText: "请立即复制邀请码，它只显示这一次；兑换之前可以重新生成。",
  redeemedText: "邀请码已兑换，欢迎使用！",
  declinedTitle: "本次未能通过",
  draw: "查看邀请码",
  drawAgain: "重新生成",
  copyCode: "复制邀请码",
  copied: "已复制",
  ticketTitle: "预约凭证",
  ticketText: "请妥善保存：在其他设备上查询进度只能凭它。",
  copyTicket: "复制凭证",
  leave: "从本设备移除",
  withdraw: "撤回预约",
  withdrawSure: "确定撤回预约并删除您的联系方式吗？",
  fieldMissing: "请填写此项。",
  contactWrong: "请填写有效的邮箱或手机号。",
  criteria: { use: "您打算用来做什么？", organisation: "单位", role: "职业", city: "城市" },
  problems: {
    already_applied: "该联系方式已经预约过，请凭预约凭证查询进度。",
    ticket_not_found: "没有找到该凭证。",
    waitlist_full: "预约名单已满，请改日再来。",
    waitlist_closed: "目前不接受新的预约。",
    rate_limit_exceeded: "您所在网络的操作过于频繁，请稍后再试。",
    privacy_unconfigured: "暂时无法安全保存预约信息，请稍后再试。",
    invite_expired: "您的邀请已过期。",
    invite_used_up: "您的邀请码已兑换。",
    offline: "无法连接网关，请重试。",
    other: "出了点问题，请稍后再试。",
  },
};

function words() {
  return document.documentElement.lang.startsWith("zh") ? zh : en;
}

/** The sentence of a key. */
export function say(key, values = {}) {
  return words()[key].replace(/\{(\w+)\}/g, (_, name) => number(values[name]));
}

/** How a criterion is called; one that only the operator knows is called by its name. */
export function criterion(name) {
  return words().criteria[name] ?? name.replaceAll("_", " ");
}

/** What went wrong, by the gateway's code. */
export function problem(code) {
  return words().problems[code] ?? words().problems.other;
}
