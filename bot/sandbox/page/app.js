// The page: where the person is, what they see there, and what they send.

import { renderBlocks, replaceKeepingFocus } from "./blocks.js";
import { avatar, scrollToEnd, showMessages, timeOf } from "./conversation.js";
import { $, act, h, icon, openMenu, state } from "./dom.js";
import { textOf } from "./text.js";

const read = new Map();
let modalKey = "";
let homeKey = "";

const here = () => state.snap.conversations.find((one) => one.id === state.place);
const isApp = (one) => one?.kind === "im" && one.members.includes(state.snap.app.user);
const otherOf = (one) => state.snap.users[one.members.find((id) => id !== state.me)];
const nameOf = (one) => (one.kind === "im" ? otherOf(one)?.real_name : one.name);

function go(place, tab = "messages") {
  state.place = place;
  state.tab = tab;
  state.thread = null;
  $("messages").shown = null;
  if (isApp(here())) act("home", { tab });
  show();
  scrollToEnd($("messages"));
  document.querySelector("#compose textarea")?.focus();
}

// The sidebar.

function placeButton(one) {
  const latest = one.messages.filter((message) => message.user !== state.me).at(-1)?.order ?? 0;
  if (one.id === state.place) read.set(`${state.me}/${one.id}`, latest);
  const unread = read.has(`${state.me}/${one.id}`) && latest > read.get(`${state.me}/${one.id}`);
  if (!read.has(`${state.me}/${one.id}`)) read.set(`${state.me}/${one.id}`, latest);
  const other = one.kind === "im" ? otherOf(one) : null;
  return h("button", {
    type: "button", class: unread ? "place unread" : "place", "data-key": one.id,
    "aria-current": one.id === state.place ? "page" : null, onclick: () => go(one.id),
  }, other ? avatar(other) : h("span", { class: "hash", "aria-hidden": "true" }, one.kind === "group" ? icon("lock") : "#"),
  h("span", {}, nameOf(one)), unread ? h("span", { class: "dot", "aria-label": "unread" }) : null);
}

function showSidebar() {
  const snap = state.snap;
  const channels = snap.conversations.filter((one) => one.kind !== "im");
  const apps = snap.conversations.filter(isApp);
  const directs = snap.conversations.filter((one) => one.kind === "im" && !isApp(one));
  const group = (title, list) => list.length ? h("section", {}, h("h2", {}, title), list.map(placeButton)) : null;
  replaceKeepingFocus($("places"), [group("Channels", channels), group("Direct messages", directs), group("Apps", apps)].filter(Boolean));
  const select = $("me");
  if (select.childElementCount === 0) {
    select.append(...Object.values(snap.users).filter((user) => !user.bot).map((user) => h("option", { value: user.id }, user.real_name)));
  }
  select.value = state.me;
  $("team").textContent = snap.team;
  $("time").textContent = new Date(snap.now * 1000).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" });
  replaceKeepingFocus($("scheduled"), snap.scheduled.length ? [
    h("h3", {}, "Scheduled for you"),
    ...snap.scheduled.slice(0, 4).map((one) => h("p", { title: one.text }, `${timeOf(one.at)} · ${one.text}`)),
  ] : []);
  const status = $("status");
  status.className = snap.connected ? (snap.waiting ? "status busy" : "status on") : "status off";
  status.textContent = snap.connected ? (snap.waiting ? `${snap.app.name} is thinking` : `${snap.app.name} is connected`) : `${snap.app.name} is not connected`;
}

// The conversation.

const actions = {
  thread: (message) => { state.thread = message.thread_ts ?? message.ts; $("thread").replaceChildren(); show(); document.querySelector("#thread textarea")?.focus(); },
  edit: (message) => {
    const text = window.prompt("Change your message", message.text);
    if (text) act("change", { channel: message.channel, ts: message.ts, text });
  },
};

function showConversation() {
  const place = here();
  const onHome = isApp(place) && state.tab === "home";
  const counts = new Map();
  for (const message of place.messages) {
    if (message.thread_ts && message.thread_ts !== message.ts && !message.ephemeral) counts.set(message.thread_ts, (counts.get(message.thread_ts) ?? 0) + 1);
  }
  $("title").replaceChildren(place.kind === "im" ? "" : "# ", nameOf(place));
  $("topic").textContent = isApp(place) ? "App" : place.kind === "im" ? "Direct messages" : `${place.topic} · ${place.members.length} members`;
  showTabs(isApp(place));
  $("messages").hidden = onHome;
  $("home").hidden = !onHome;
  $("compose").hidden = onHome;
  if (onHome) { showHome(); return; }
  showComposer($("compose"), place, null);
  const top = place.messages.filter((message) => !message.thread_ts || message.thread_ts === message.ts);
  showMessages($("messages"), top, counts, actions);
  if (top.length === 0 && !$("messages").childElementCount) $("messages").append(h("p", { class: "empty" }, "Nothing here yet. Say hello!"));
  showThread(place, counts);
}

function showTabs(app) {
  const box = $("tabs");
  box.hidden = !app;
  if (!app) return;
  const tab = (id, label) => h("button", { type: "button", role: "tab", "data-key": id, "aria-selected": String(state.tab === id), onclick: () => go(state.place, id) }, label);
  replaceKeepingFocus(box, [state.snap.app.home ? tab("home", "Home") : null, tab("messages", "Messages")].filter(Boolean));
}

function tellView(view) {
  return (block, element, choice, extra) => act("act", { view: view.id, block: block.block_id, action: element.action_id, choice, ...extra });
}

function showHome() {
  const view = state.snap.home;
  const key = JSON.stringify([state.me, view?.hash]);
  if (key === homeKey && $("home").childElementCount) return;
  homeKey = key;
  replaceKeepingFocus($("home"), view ? renderBlocks(view.content.blocks, view.values, tellView(view)) : [h("p", { class: "empty" }, "The app has published no Home yet.")]);
}

function showThread(place, counts) {
  const box = $("thread");
  const root = place.messages.find((message) => message.ts === state.thread);
  box.hidden = !root;
  if (!root) { box.replaceChildren(); return; }
  if (!box.childElementCount) {
    box.append(
      h("div", { class: "heading" }, h("h2", {}, "Thread"), h("button", { type: "button", class: "icon", "aria-label": "Close thread", onclick: () => { state.thread = null; show(); } }, "✕")),
      h("div", { class: "messages", role: "log", "aria-label": "Thread" }), h("div"));
  }
  const replies = place.messages.filter((message) => message.ts === root.ts || message.thread_ts === root.ts);
  showMessages(box.children[1], replies, new Map(), { ...actions, thread: null });
  showComposer(box.children[2], place, root.ts);
}

// The composer.

function showComposer(box, place, thread) {
  const key = `${state.me}/${place.id}/${thread}`;
  if (box.dataset.for === key) return;
  box.dataset.for = key;
  const tips = thread ? [] : state.snap.tips;
  const hint = thread ? "Reply…" : `Message ${place.kind === "im" ? nameOf(place) : `#${place.name}`}, or type / for a command`;
  const area = h("textarea", { rows: 1, placeholder: hint, "aria-label": hint });
  const grow = () => { area.style.height = "auto"; area.style.height = `${Math.min(area.scrollHeight, 180)}px`; };
  const send = async () => {
    const text = area.value.trim();
    if (text && await act("say", { channel: place.id, text, thread })) { area.value = ""; grow(); }
  };
  area.addEventListener("input", grow);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  const fill = (text) => { area.value = text; grow(); area.focus(); };
  box.replaceChildren(h("div", { class: "composer" },
    tips.length ? h("div", { class: "tips" }, h("span", {}, "Try"), tips.map((tip) => h("button", { type: "button", onclick: () => fill(tip) }, tip))) : null,
    h("div", { class: "compose-box" }, area,
      h("div", { class: "compose-tools" },
        thread ? null : state.snap.commands.map((one) => h("button", { type: "button", class: "chip", title: `${one.description} ${one.hint}`, onclick: () => fill(`${one.command} ${area.value.replace(/^\/\S*\s*/, "")}`) }, one.command)),
        h("span", { class: "spacer" }, "Enter sends, Shift+Enter makes a new line"),
        h("button", { type: "button", class: "button primary", onclick: send }, "Send")))));
}

// Modals.

function showModal() {
  const dialog = $("modal");
  const view = state.snap.modals.at(-1);
  if (!view) {
    modalKey = "";
    if (dialog.open) dialog.close();
    return;
  }
  const key = JSON.stringify([view.id, view.hash, view.errors]);
  if (key === modalKey) return;
  const same = modalKey.startsWith(JSON.stringify([view.id]).slice(0, -1));
  modalKey = key;
  const content = view.content;
  const submit = async () => {
    const waiting = [...dialog.querySelectorAll("[data-key]")].map((field) => field.flush?.()).filter(Boolean);
    await Promise.all(waiting);
    await act("submit", { view: view.id });
  };
  const close = () => act("close", { view: view.id });
  const parts = [
    h("div", { class: "modal-head" }, h("h2", { id: "modal-title" }, textOf(content.title)), h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: close }, "✕")),
    h("div", { class: "modal-body" },
      view.errors[""] ? h("div", { class: "error" }, `⚠ ${view.errors[""]}`) : null,
      renderBlocks(content.blocks, view.values, tellView(view), view.errors)),
    h("div", { class: "modal-foot" },
      h("span", { class: "from" }, state.snap.app.name),
      h("button", { type: "button", class: "button", onclick: close }, content.close ? textOf(content.close) : "Cancel"),
      content.submit ? h("button", { type: "button", class: "button primary", onclick: submit }, textOf(content.submit)) : null),
  ];
  const scrolled = dialog.querySelector(".modal-body")?.scrollTop ?? 0;
  replaceKeepingFocus(dialog, parts);
  if (same) dialog.querySelector(".modal-body").scrollTop = scrolled;
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  if (!dialog.open) dialog.showModal();
  if (!same) dialog.querySelector(".modal-body :is(textarea, input, select)")?.focus();
}

// All of it.

function show() {
  if (!here()) state.place = (state.snap.conversations.find((one) => one.name === "release") ?? state.snap.conversations[0]).id;
  showSidebar();
  showConversation();
  showModal();
}

async function follow() {
  for (;;) {
    const me = state.me;
    try {
      const since = state.snap && state.snap.me === me ? state.snap.version : -1;
      const answer = await fetch(`/sandbox/api/state?since=${since}&me=${me ?? ""}`, { signal: (state.abort = new AbortController()).signal });
      const snap = await answer.json();
      if (me === state.me || me === null) {
        state.snap = snap;
        state.me = snap.me;
        show();
      }
    } catch (error) {
      if (error.name === "AbortError") continue;
      $("status").className = "status off";
      $("status").textContent = "The stand-in has stopped";
      await new Promise((wake) => setTimeout(wake, 1000));
    }
  }
}

$("me").addEventListener("change", (event) => {
  state.me = event.target.value;
  state.thread = null;
  $("messages").shown = null;
  homeKey = "";
  state.abort?.abort();
});
$("shortcuts").addEventListener("click", (event) => {
  const items = state.snap.shortcuts.filter((one) => one.kind === "global").map((one) => [one.name, one.description, () => act("shortcut", { id: one.id })]);
  openMenu(event.currentTarget, items.length ? items : [["No global shortcuts", "", () => {}]]);
});
for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => act("advance", { minutes: Number(button.dataset.minutes) }));
}
const asked = new URLSearchParams(location.search);
state.me = asked.get("me");
state.place = asked.get("place");
state.tab = asked.get("tab") ?? "messages";
follow();
