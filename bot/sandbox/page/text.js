// Slack's texts as a person reads them: mrkdwn and rich_text, mentions by name, emoji as pictures.

import { h, state } from "./dom.js";

const EMOJI = {
  "+1": "👍", "-1": "👎", art: "🎨", bell: "🔔", books: "📚", blush: "😊", bulb: "💡", cake: "🍰", calendar: "📅",
  clap: "👏", clock: "🕐", coffee: "☕", deciduous_tree: "🌳", ear: "👂", evergreen_tree: "🌲", eyes: "👀",
  fire: "🔥", fog: "🌫️", four_leaf_clover: "🍀", gear: "⚙️", green_heart: "💚", grin: "😁", handshake: "🤝",
  heart: "❤️", herb: "🌿", hourglass: "⌛", information_source: "ℹ️", joy: "😂", leaves: "🍃", link: "🔗",
  lock: "🔒", mag: "🔍", mailbox: "📫", memo: "📝", mute: "🔇", ok_hand: "👌", pause_button: "⏸️", pencil: "📝",
  pencil2: "✏️", point_right: "👉", pray: "🙏", question: "❓", raised_hands: "🙌", rainbow: "🌈", rocket: "🚀",
  scroll: "📜", seedling: "🌱", shield: "🛡️", slightly_smiling_face: "🙂", smile: "😄", sparkles: "✨",
  speech_balloon: "💬", stopwatch: "⏱️", sunflower: "🌻", sunny: "☀️", tada: "🎉", tea: "🍵",
  thinking_face: "🤔", thought_balloon: "💭", thumbsup: "👍", thumbsdown: "👎", timer_clock: "⏲️", turtle: "🐢",
  warning: "⚠️", wastebasket: "🗑️", wave: "👋", white_check_mark: "✅", wind_blowing_face: "🌬️", x: "❌",
  zzz: "💤",
};

/** An emoji by name, as a picture with its name for screen readers. */
export function emoji(name) {
  const bare = name.split("::")[0];
  return EMOJI[bare] ? h("span", { role: "img", "aria-label": bare, class: "emoji" }, EMOJI[bare]) : `:${name}:`;
}

export function mention(userId) {
  const user = state.snap.users[userId];
  return h("span", { class: "mention" }, `@${user ? user.name : userId}`);
}

function channelName(id) {
  const found = state.snap.conversations.find((one) => one.id === id);
  return h("span", { class: "mention" }, `#${found ? found.name : id}`);
}

export function link(url, label) {
  const safe = /^(https?:|mailto:)/i.test(url) ? url : null;
  return safe ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label ?? url) : label ?? url;
}

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const INLINE = /```([^]+?)```|`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|(?<![\w*])\*([^*\n]*[^*\s])\*(?![\w*])|(?<![\w_])_([^_\n]*[^_\s])_(?![\w_])|(?<![\w~])~([^~\n]*[^~\s])~(?![\w~])/g;

/** mrkdwn without line structure. */
function inline(text) {
  const out = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) out.push(unescape(text.slice(at, match.index)));
    const [, pre, code, angle, face, bold, italic, strike] = match;
    if (pre !== undefined) out.push(h("pre", {}, unescape(pre.trim())));
    else if (code !== undefined) out.push(h("code", {}, unescape(code)));
    else if (angle !== undefined) out.push(inAngles(angle));
    else if (face !== undefined) out.push(emoji(face));
    else if (bold !== undefined) out.push(h("strong", {}, inline(bold)));
    else if (italic !== undefined) out.push(h("em", {}, inline(italic)));
    else out.push(h("s", {}, inline(strike)));
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push(unescape(text.slice(at)));
  return out;
}

function inAngles(inner) {
  const [name, label] = inner.split("|");
  if (name.startsWith("@")) return mention(name.slice(1));
  if (name.startsWith("#")) return channelName(name.slice(1));
  if (name.startsWith("!date^")) return label ?? name;
  if (name.startsWith("!")) return h("span", { class: "mention" }, `@${name.slice(1)}`);
  return link(unescape(name), label === undefined ? undefined : unescape(label));
}

/** mrkdwn with its lines and quotes. */
export function mrkdwn(text) {
  const out = [];
  let quote = null;
  const lines = text.split("\n");
  lines.forEach((line, index) => {
    if (line.startsWith("&gt;") || line.startsWith(">")) {
      if (!quote) { quote = h("blockquote"); out.push(quote); } else quote.append(h("br"));
      quote.append(...inline(line.replace(/^(&gt;|>) ?/, "")).map((one) => one));
      return;
    }
    if (index > 0 && !quote) out.push(h("br"));
    quote = null;
    out.push(...inline(line));
  });
  return out;
}

/** A text object: plain_text or mrkdwn. */
export function textOf(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return object.text.split(/(:[a-z0-9_+'-]+:)/).map((part) =>
    /^:[a-z0-9_+'-]+:$/.test(part) && object.emoji !== false ? emoji(part.slice(1, -1)) : part);
}

/** The elements of a rich_text block. */
export function richText(block) {
  return block.elements.map((part) => {
    if (part.type === "rich_text_list") {
      const tag = part.style === "ordered" ? "ol" : "ul";
      return h(tag, {}, part.elements.map((item) => h("li", {}, item.elements.map(richElement))));
    }
    const tag = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" }[part.type] ?? "p";
    return h(tag, { class: "rich" }, part.elements.map(richElement));
  });
}

function richElement(element) {
  let node;
  if (element.type === "user") node = mention(element.user_id);
  else if (element.type === "channel") node = channelName(element.channel_id);
  else if (element.type === "broadcast") node = h("span", { class: "mention" }, `@${element.range}`);
  else if (element.type === "emoji") node = emoji(element.name);
  else if (element.type === "link") node = link(element.url, element.text);
  else node = element.text ?? element.fallback ?? "";
  const style = element.style ?? {};
  if (style.code) node = h("code", {}, node);
  if (style.bold) node = h("strong", {}, node);
  if (style.italic) node = h("em", {}, node);
  if (style.strike) node = h("s", {}, node);
  return node;
}
