// A conversation: its messages, threads, reactions and message menus.

import { renderBlocks } from "./blocks.js";
import { act, h, icon, openMenu, state } from "./dom.js";
import { emoji, mrkdwn } from "./text.js";

const COLOURS = 6; // .c0 to .c5 in style.css
const QUICK = ["seedling", "thumbsup", "tada", "heart", "eyes"];

/** A person's (or the app's) initial in a square of their colour. */
export function avatar(user) {
  const known = Object.keys(state.snap.users).sort();
  const colour = user?.bot ? "bot" : `c${Math.max(0, known.indexOf(user?.id)) % COLOURS}`;
  return h("span", { class: `avatar ${colour}`, "aria-hidden": "true" }, user?.bot ? icon("leaf") : (user?.real_name ?? "S")[0]);
}

export function userOf(message) {
  const user = state.snap.users[message.user];
  return user ?? { id: message.user, name: "slackbot", real_name: "Slackbot" };
}

export function timeOf(ts) {
  return new Date(parseFloat(ts) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** Tell the stand-in that something in a message was used. */
function tellFor(message) {
  return (block, element, choice, extra) => act("act", {
    channel: message.channel, ts: message.ts, block: block.block_id, action: element.action_id, choice, ...extra,
  });
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((one) => {
    const mine = one.users.includes(state.me);
    const names = one.users.map((id) => state.snap.users[id]?.name ?? id).join(", ");
    return h("button", {
      type: "button", class: mine ? "reaction mine" : "reaction", title: `:${one.name}: ${names}`,
      "aria-pressed": String(mine), "aria-label": `${one.name}, ${one.count}`,
      onclick: () => act("react", { channel: message.channel, ts: message.ts, name: one.name }),
    }, emoji(one.name), ` ${one.count}`);
  }));
}

function menuItems(message, actions) {
  const items = state.snap.shortcuts.filter((one) => one.kind === "message").map((one) =>
    [one.name, `${one.description} · ${state.snap.app.name}`, () => act("shortcut", { id: one.id, channel: message.channel, ts: message.ts })]);
  if (message.user === state.me) {
    items.push(["Edit message", "", () => actions.edit(message)]);
    items.push(["Delete message", "", () => act("change", { channel: message.channel, ts: message.ts, delete: true })]);
  }
  return items;
}

function toolbar(message, actions) {
  const react = (name) => h("button", {
    type: "button", title: `React with :${name}:`, "aria-label": `React with ${name}`,
    onclick: () => act("react", { channel: message.channel, ts: message.ts, name }),
  }, emoji(name));
  const items = menuItems(message, actions);
  return h("div", { class: "toolbar" },
    QUICK.map(react),
    actions.thread ? h("button", { type: "button", title: "Reply in thread", "aria-label": "Reply in thread", onclick: () => actions.thread(message) }, icon("bubble")) : null,
    items.length ? h("button", { type: "button", title: "More actions", "aria-label": "More actions", "aria-haspopup": "menu", onclick: (event) => openMenu(event.currentTarget, items) }, "⋯") : null);
}

function body(message) {
  if (message.blocks?.length) return renderBlocks(message.blocks, message.values, tellFor(message));
  return h("div", { class: "block" }, mrkdwn(message.text));
}

/** One message. `replies` is how many answers its thread has. */
function renderMessage(message, replies, actions) {
  const user = userOf(message);
  const asPerson = message.bot_id && !user.bot;
  return h("article", { class: message.ephemeral ? "message ephemeral" : "message", "aria-label": `${user.real_name}, ${timeOf(message.ts)}` },
    avatar(user),
    h("div", { class: "content" },
      message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), " Only visible to you") : null,
      h("div", { class: "byline" },
        h("strong", {}, user.real_name), user.bot || asPerson ? h("span", { class: "app-badge" }, "APP") : null,
        h("time", {}, timeOf(message.ts))),
      body(message),
      message.edited ? h("span", { class: "edited" }, "(edited)") : null,
      reactions(message),
      replies && actions.thread ? h("button", { type: "button", class: "replies", onclick: () => actions.thread(message) }, replies === 1 ? "1 reply" : `${replies} replies`) : null),
    message.ephemeral ? null : toolbar(message, actions));
}

/** Show the end; of a message that is too long, its beginning. */
export function scrollToEnd(box) {
  const last = box.lastElementChild;
  const long = last && last.offsetHeight > box.clientHeight;
  box.scrollTop = long ? last.offsetTop - 16 : box.scrollHeight;
}

/** Show messages in a box, making anew only those that changed, and staying at the end if there. */
export function showMessages(box, messages, counts, actions) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const old = box.shown ?? new Map();
  const shown = new Map();
  const nodes = messages.map((message) => {
    const key = JSON.stringify([state.me, message, counts.get(message.ts) ?? 0]);
    const before = old.get(message.ts);
    const node = before?.key === key ? before.node : renderMessage(message, counts.get(message.ts) ?? 0, actions);
    shown.set(message.ts, { key, node });
    return node;
  });
  box.shown = shown;
  if (nodes.length !== box.children.length || nodes.some((node, index) => box.children[index] !== node)) {
    box.replaceChildren(...nodes);
    const fresh = messages.filter((message) => !old.has(message.ts)).at(-1);
    const forMe = fresh && (fresh.ephemeral || fresh.user === state.me);
    if (atEnd || forMe) scrollToEnd(box);
  }
}
