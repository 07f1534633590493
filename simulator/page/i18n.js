/** The words of the page's own chrome, and which language they are shown in. */

const TEXTS = {
  zh: {
    title: "校园后勤助手",
    clock: "模拟时钟",
    language: "界面语言",
    phones: "手机",
    tour: "体验指南",
    tourClose: "收起指南",
    tourDone: "全部完成，您已走完一张工单的一生。",
    clockMoves: "把时钟拨快",
    clockTo: "拨到 {moment}",
    reconnecting: "正在重新连接…",
    unreachable: "演示服务没有响应，正在重试。",
    bot: "机器人",
    members: "{count} 位成员",
    typing: "正在输入",
    speaker: "发言人",
    chats: "会话",
    messages: "消息",
    input: "输入消息",
    send: "发送",
    attach: "发送照片或文件",
    commands: "命令菜单",
    keyboard: "显示或隐藏按钮",
    samples: "现成的照片",
    choose: "从本机选择文件…",
    start: "开始",
    unblock: "解除屏蔽并重新开始",
    reply: "回复",
    edit: "编辑",
    remove: "删除",
    removeSure: "再点一次删除",
    editing: "编辑消息",
    cancel: "取消",
    close: "关闭",
    ok: "知道了",
    edited: "已编辑",
    newest: "回到最新消息",
    unread: "有未读消息",
    empty: "还没有消息",
    enlarge: "放大照片",
    photo: "照片",
    album: "相册",
    video: "视频",
    video_note: "视频留言",
    animation: "动图",
    voice: "语音",
    audio: "音频",
    document: "文件",
    sticker: "贴纸",
    location: "位置",
    contact: "联系人",
    poll: "投票",
    other: "消息",
    play: "播放或暂停",
    spoiler: "点击显示",
    forwarded: "转发自 {name}",
    copied: "已复制",
    notHere: "演示中不支持这个按钮。",
    failed: "没有成功，请再试一次。",
    joined: "{name}加入了群组",
    added: "{by}邀请{name}加入群组",
    left: "{name}退出了群组",
    removed: "{by}将{name}移出群组",
    titled: "{by}将群名改为“{title}”",
    pinned: "{by}置顶了一条消息",
    groupMade: "群组已创建",
    migrated: "群组已升级为超级群组",
    topicMade: "话题“{name}”已创建",
    topicClosed: "话题已关闭",
    topicReopened: "话题已重新打开",
    topicEdited: "话题已修改",
    service: "群组信息已更新",
    sampleLeak: "漏水的水龙头",
    sampleWindow: "破碎的窗户",
    sampleLamp: "闪烁的灯管",
    sampleChair: "断腿的椅子",
    sampleSocket: "烧黑的插座",
  },
  en: {
    title: "Caretaker",
    clock: "Simulated clock",
    language: "Page language",
    phones: "Phones",
    tour: "Tour",
    tourClose: "Close the tour",
    tourDone: "All done: you have seen the whole life of a ticket.",
    clockMoves: "Move the clock forward",
    clockTo: "Move to {moment}",
    reconnecting: "Reconnecting…",
    unreachable: "The demo does not answer. Trying again.",
    bot: "bot",
    members: "{count} members",
    typing: "typing",
    speaker: "Speaking as",
    chats: "Chats",
    messages: "Messages",
    input: "Message",
    send: "Send",
    attach: "Send a photo or file",
    commands: "Commands",
    keyboard: "Show or hide the keyboard",
    samples: "Ready-made photos",
    choose: "Choose a file…",
    start: "Start",
    unblock: "Unblock and restart",
    reply: "Reply",
    edit: "Edit",
    remove: "Delete",
    removeSure: "Press again to delete",
    editing: "Edit message",
    cancel: "Cancel",
    close: "Close",
    ok: "OK",
    edited: "edited",
    newest: "Go to the newest message",
    unread: "unread messages",
    empty: "No messages yet",
    enlarge: "Enlarge the photo",
    photo: "Photo",
    album: "Album",
    video: "Video",
    video_note: "Video message",
    animation: "GIF",
    voice: "Voice message",
    audio: "Audio",
    document: "File",
    sticker: "Sticker",
    location: "Location",
    contact: "Contact",
    poll: "Poll",
    other: "Message",
    play: "Play or pause",
    spoiler: "Press to show",
    forwarded: "Forwarded from {name}",
    copied: "Copied",
    notHere: "This button does not work in the demo.",
    failed: "That did not work. Please try again.",
    joined: "{name} joined the group",
    added: "{by} added {name}",
    left: "{name} left the group",
    removed: "{by} removed {name}",
    titled: "{by} renamed the group to “{title}”",
    pinned: "{by} pinned a message",
    groupMade: "Group created",
    migrated: "The group became a supergroup",
    topicMade: "Topic “{name}” created",
    topicClosed: "Topic closed",
    topicReopened: "Topic reopened",
    topicEdited: "Topic changed",
    service: "The group was changed",
    sampleLeak: "Leaking tap",
    sampleWindow: "Broken window",
    sampleLamp: "Flickering lamp",
    sampleChair: "Broken chair",
    sampleSocket: "Burnt socket",
  },
};

const listeners = new Set();
let current = "zh";

/** The language of the chrome: "zh" or "en". */
export function language() {
  return current;
}

/** The words for `key`, with `{name}` places filled from `values`. */
export function t(key, values = {}) {
  return TEXTS[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The right one of a text that the server gives as {en, zh}, or as one plain string. */
export function pick(text) {
  if (typeof text === "string") return text;
  return text?.[current] ?? text?.en ?? text?.zh ?? "";
}

/** Call `listener` now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.add(listener);
  listener();
}

/** Change the language of everything on the page. */
export function setLanguage(name) {
  current = name in TEXTS ? name : "zh";
  document.documentElement.lang = current === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-i18n]")) {
    node.textContent = t(node.dataset.i18n);
  }
  for (const node of document.querySelectorAll("[data-i18n-label]")) {
    node.setAttribute("aria-label", t(node.dataset.i18nLabel));
    if (node.matches("button")) node.title = t(node.dataset.i18nLabel);
  }
  for (const listener of listeners) listener();
}
