// Block Kit's blocks.

import { h } from "./dom.js";
import { element } from "./elements.js";
import { mrkdwn, richText, textOf } from "./text.js";

let fieldCount = 0;

function image(spec) {
  return h("img", { src: spec.image_url, alt: spec.alt_text, title: spec.alt_text });
}

function section(block, values, tell) {
  const accessory = block.accessory;
  return h("div", { class: "block section" },
    h("div", { class: "section-text" },
      block.text ? h("div", {}, textOf(block.text)) : null,
      block.fields ? h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, textOf(field)))) : null),
    accessory ? h("div", { class: "accessory" }, accessory.type === "image" ? image(accessory) : element(block, accessory, values, tell)) : null);
}

function input(block, values, tell, errors) {
  const made = element(block, block.element, values, tell);
  const error = errors?.[block.block_id];
  const id = `field-${++fieldCount}`;
  const grouped = made.tagName === "DIV";
  if (!grouped) made.id = id;
  if (error) made.setAttribute("aria-invalid", "true");
  made.setAttribute("aria-describedby", `${id}-notes`);
  if (grouped) made.setAttribute("aria-labelledby", `${id}-label`);
  return h("div", { class: error ? "block input wrong" : "block input" },
    h(grouped ? "div" : "label", { id: `${id}-label`, for: grouped ? null : id, class: "label" }, textOf(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null),
    made,
    h("div", { id: `${id}-notes`, class: "notes" },
      error ? h("div", { class: "error" }, `⚠ ${error}`) : null,
      block.hint ? h("div", { class: "hint" }, textOf(block.hint)) : null));
}

const MAKERS = {
  section,
  input,
  header: (block) => h("h3", { class: "block header" }, textOf(block.text)),
  divider: () => h("hr", { class: "block" }),
  context: (block) => h("div", { class: "block context" }, block.elements.map((one) =>
    one.type === "image" ? image(one) : h("span", {}, textOf(one)))),
  actions: (block, values, tell) => h("div", { class: "block actions" }, block.elements.map((one) => element(block, one, values, tell))),
  image: (block) => h("figure", { class: "block" }, block.title ? h("figcaption", {}, textOf(block.title)) : null, image(block)),
  rich_text: (block) => h("div", { class: "block richtext" }, richText(block)),
  markdown: (block) => h("div", { class: "block" }, mrkdwn(block.text)),
};

/** Blocks with their values and errors; `tell` is called when an element is used. */
export function renderBlocks(blocks, values, tell, errors = {}) {
  return blocks.map((block) => {
    const make = MAKERS[block.type];
    return make ? make(block, values, tell, errors) : h("div", { class: "block unknown" }, `[${block.type}]`);
  });
}

/** Replace the children of a box, keeping the focus, the cursor and what is being typed. */
export function replaceKeepingFocus(box, children) {
  const active = box.contains(document.activeElement) ? document.activeElement : null;
  const key = active?.dataset?.key;
  const typing = active && ["TEXTAREA", "INPUT"].includes(active.tagName) && !["checkbox", "radio"].includes(active.type);
  const kept = typing ? { value: active.value, start: active.selectionStart, end: active.selectionEnd } : null;
  const scroll = box.scrollTop;
  box.replaceChildren(...children);
  box.scrollTop = scroll;
  const again = key ? box.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  if (!again) return;
  if (kept) {
    again.value = kept.value;
    again.focus();
    if (kept.start !== null) again.setSelectionRange?.(kept.start, kept.end);
  } else again.focus();
}
