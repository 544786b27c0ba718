// Block Kit's interactive elements. `tell(block, element, choice, extra)` is called when one is used.

import { h, state } from "./dom.js";
import { textOf } from "./text.js";

const key = (block, element) => `${block.block_id}/${element.action_id}`;
const people = () => Object.values(state.snap.users).filter((user) => !user.bot).map((user) => [user.id, `@${user.name}`]);
const places = () => state.snap.conversations.filter((one) => one.name && one.kind !== "im").map((one) => [one.id, `#${one.name}`]);
const optionText = (option) => option.text.text;
const groups = (element) => element.option_groups ?? [{ options: element.options ?? [] }];

function confirmed(element) {
  const asked = element.confirm;
  return !asked || window.confirm(`${asked.title.text}\n\n${asked.text.text}`);
}

function button(block, element, tell) {
  const classes = ["button", element.style].filter(Boolean).join(" ");
  const press = () => {
    if (!confirmed(element)) return;
    if (element.url) window.open(element.url, "_blank", "noopener");
    tell(block, element, null);
  };
  return h("button", { type: "button", class: classes, "data-key": key(block, element), onclick: press, "aria-label": element.accessibility_label }, textOf(element.text));
}

/** A select: `choices` are [value, label]; `chosen` the value, or a list of them. */
function select(block, element, tell, choices, chosen, many) {
  const one = (value, label) => h("option", { value, selected: many ? chosen.includes(value) : chosen === value }, label);
  const hint = element.placeholder?.text ?? "Choose one";
  const box = h("select", {
    "data-key": key(block, element),
    "aria-label": hint,
    multiple: many,
    size: many ? Math.min(6, Math.max(2, choices.length)) : null,
    onchange: () => {
      const values = [...box.selectedOptions].map((option) => option.value).filter(Boolean);
      tell(block, element, many ? values : values[0] ?? null);
    },
  }, many ? null : h("option", { value: "", selected: !chosen, disabled: block.type !== "input" }, hint),
  choices.map(([value, label]) => one(value, label)));
  return box;
}

function optionSelect(block, element, tell, value, many) {
  const options = groups(element).flatMap((group) => group.options).map((option) => [option.value, optionText(option)]);
  const chosen = many ? (value?.selected_options ?? []).map((option) => option.value) : value?.selected_option?.value;
  return select(block, element, tell, options, chosen, many);
}

function overflow(block, element, tell) {
  const box = h("select", { class: "overflow", "data-key": key(block, element), "aria-label": "More", onchange: () => {
    const chosen = box.value;
    box.value = "";
    if (chosen && confirmed(element)) tell(block, element, chosen);
  } }, h("option", { value: "" }, "⋯"), element.options.map((option) => h("option", { value: option.value }, optionText(option))));
  return box;
}

function choices(block, element, tell, value) {
  const many = element.type === "checkboxes";
  const chosen = many ? (value?.selected_options ?? []).map((option) => option.value) : [value?.selected_option?.value];
  const name = `${block.block_id}-${element.action_id}`;
  const box = h("div", { class: "choices", role: many ? "group" : "radiogroup" });
  const changed = () => {
    const ticked = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    tell(block, element, many ? ticked : ticked[0]);
  };
  box.append(...element.options.map((option) => h("label", {},
    h("input", { type: many ? "checkbox" : "radio", name, value: option.value, "data-key": `${key(block, element)}/${option.value}`, checked: chosen.includes(option.value), onchange: changed }),
    h("span", {}, textOf(option.text), option.description ? h("small", {}, textOf(option.description)) : null))));
  return box;
}

function typed(block, element, tell, value, kind) {
  const long = element.multiline || element.type === "rich_text_input";
  let text = value?.value ?? "";
  if (element.type === "rich_text_input") {
    text = (value?.rich_text_value?.elements ?? []).flatMap((part) => part.elements ?? []).map((one) => one.text ?? "").join("");
  }
  let timer = 0;
  const box = h(long ? "textarea" : "input", {
    type: long ? null : kind,
    rows: long ? 5 : null,
    maxlength: element.max_length,
    placeholder: element.placeholder?.text,
    "data-key": key(block, element),
    value: text,
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => { timer = 0; tell(block, element, box.value); }, 500);
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || long) return;
      event.preventDefault();
      tell(block, element, box.value, { enter: true });
    },
  });
  box.flush = () => { if (timer) { clearTimeout(timer); timer = 0; return tell(block, element, box.value); } return null; };
  return box;
}

function picked(block, element, tell, value, kind, field) {
  const box = h("input", { type: kind, "data-key": key(block, element), value: value?.[field] ?? "", onchange: () => tell(block, element, box.value || null) });
  return box;
}

function moment(block, element, tell, value) {
  const at = value?.selected_date_time;
  const local = (seconds) => new Date((seconds - new Date(seconds * 1000).getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16);
  const box = h("input", { type: "datetime-local", "data-key": key(block, element), value: at ? local(at) : "", onchange: () => tell(block, element, box.value ? Math.floor(new Date(box.value).getTime() / 1000) : null) });
  return box;
}

const MAKERS = {
  button,
  overflow,
  static_select: (b, e, t, v) => optionSelect(b, e, t, v, false),
  external_select: (b, e, t, v) => optionSelect(b, e, t, v, false),
  multi_static_select: (b, e, t, v) => optionSelect(b, e, t, v, true),
  users_select: (b, e, t, v) => select(b, e, t, people(), v?.selected_user, false),
  multi_users_select: (b, e, t, v) => select(b, e, t, people(), v?.selected_users ?? [], true),
  conversations_select: (b, e, t, v) => select(b, e, t, places(), v?.selected_conversation, false),
  multi_conversations_select: (b, e, t, v) => select(b, e, t, places(), v?.selected_conversations ?? [], true),
  channels_select: (b, e, t, v) => select(b, e, t, places(), v?.selected_channel, false),
  multi_channels_select: (b, e, t, v) => select(b, e, t, places(), v?.selected_channels ?? [], true),
  checkboxes: choices,
  radio_buttons: choices,
  plain_text_input: (b, e, t, v) => typed(b, e, t, v, "text"),
  rich_text_input: (b, e, t, v) => typed(b, e, t, v, "text"),
  email_text_input: (b, e, t, v) => typed(b, e, t, v, "email"),
  url_text_input: (b, e, t, v) => typed(b, e, t, v, "url"),
  number_input: (b, e, t, v) => typed(b, e, t, v, "number"),
  datepicker: (b, e, t, v) => picked(b, e, t, v, "date", "selected_date"),
  timepicker: (b, e, t, v) => picked(b, e, t, v, "time", "selected_time"),
  datetimepicker: moment,
};

/** One element, with the value it has in state.values. */
export function element(block, spec, values, tell) {
  const make = MAKERS[spec.type];
  const value = values?.[block.block_id]?.[spec.action_id];
  return make ? make(block, spec, tell, value) : h("span", { class: "unknown" }, `[${spec.type}]`);
}
