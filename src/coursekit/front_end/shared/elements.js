// Elements: how everything here is made, the icons, and downloads.

const DRAWN = new Set(["svg", "g", "path", "text", "circle", "line", "rect", "title"]);
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary", "textarea"]);
let serial = 0;
/** Return an id that no other element of the page has. */
export const uniqueId = () => `ck-${++serial}`;

/** Make one element; functions become listeners, children that are nothing are left out. */
export function h(tag, props, ...children) {
  const node = DRAWN.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  // JupyterLab takes the keys of an element unless that very element says this.
  if (FOCUSABLE.has(tag) || node.hasAttribute("tabindex")) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false && child !== ""));
  return node;
}

const RING = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15";
const ICONS = {
  new: RING,
  tried: RING + "M6.5 10h7",
  correct: RING + "M6.5 10.3l2.5 2.5 4.6-5.2",
  not_yet: RING + "M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6",
  not_attempted: RING + "M10 6v4.8M10 13.6v.1",
  saved: RING + "M6.5 10.3l2.5 2.5 4.6-5.2",
  up: "M4.5 12.5l5.5-5.5 5.5 5.5",
  down: "M4.5 7.5l5.5 5.5 5.5-5.5",
};
export const icon = (name) =>
  h("svg", { class: "ck-icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, h("path", { d: ICONS[name] }));

export const button = (label, click, props) => h("button", { type: "button", click, ...props }, label);

export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
