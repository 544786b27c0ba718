// Small helpers: elements without innerHTML, and calls to the stand-in.

/** Make an element: h("button", {class: "x", onclick: f}, "text", child). Null children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else if (value === true) element.setAttribute(key, "");
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ICONS = {
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  leaf: "M8 14V8M8 8.5C8 5.5 5.5 3.8 2.5 4c0 3 2 4.8 5.5 4.5zM8 7c0-2.8 2.2-4.7 5.5-4.5 0 3-2 4.8-5.5 4.5z",
  bubble: "M2.5 3.5h11v7.5h-6l-3 2.5V11h-2z",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2",
  bolt: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
};

/** A drawn icon, for decoration only: what it says stands beside it or in a label. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "drawn");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export const $ = (id) => document.getElementById(id);

/** The state of the page: the last snapshot, and where the person is looking. */
export const state = { snap: null, me: null, place: null, tab: "messages", thread: null };

let toastTimer = 0;

/** Say something went wrong, for five seconds. */
export function toast(text) {
  const box = $("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 5000);
}

/** Do something as the current person; returns whether it worked. */
export async function act(verb, body = {}) {
  try {
    const answer = await fetch(`/sandbox/api/${verb}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ me: state.me, ...body }),
    });
    const said = answer.ok ? await answer.json() : { ok: false, error: `The stand-in refused (${answer.status}).` };
    if (!said.ok) toast(said.error);
    return said.ok;
  } catch {
    toast("The stand-in does not answer. Is it still running?");
    return false;
  }
}

/** A menu at a button: items are [label, description, action]. */
export function openMenu(button, items) {
  const menu = $("menu");
  const close = () => {
    menu.hidden = true;
    document.removeEventListener("pointerdown", outside);
    button.focus();
  };
  const outside = (event) => { if (!menu.contains(event.target)) close(); };
  menu.replaceChildren(...items.map(([label, description, action]) =>
    h("button", { type: "button", role: "menuitem", onclick: () => { close(); action(); } },
      h("span", {}, label), description ? h("small", {}, description) : null)));
  menu.onkeydown = (event) => {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") all[(at + 1) % all.length].focus();
    else if (event.key === "ArrowUp") all[(at + all.length - 1) % all.length].focus();
    else return;
    event.preventDefault();
  };
  menu.hidden = false;
  const box = button.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - menu.offsetWidth - 8);
  const below = box.bottom + 4 + menu.offsetHeight < innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4)}px`;
  menu.firstElementChild?.focus();
  document.addEventListener("pointerdown", outside);
}
