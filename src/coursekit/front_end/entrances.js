// The two entrances: `render`, the anywidget contract, and `start`, for a built page.

import { isState, PREFIX, standing, store } from "./saved.js";
import { numberWriter, translator } from "./words.js";
import { API } from "./verdicts.js";
import { KINDS } from "./question.js";

/** Show model's spec in el: the front-end contract of anywidget. */
export function render({ model, el }) {
  const spec = model.get("spec");
  if (!Object.hasOwn(KINDS, spec.kind)) return undefined;
  const t = translator(model.get("words") || {}, model.get("lang") || "en");
  el.classList.add("ck", "ck-live");
  return KINDS[spec.kind]({ model, el, spec, t, number: numberWriter(t) });
}

/** Make the model of a question in a built page: the interface of anywidget over the store. */
function localModel(spec, words, lang) {
  const data = { spec, words, lang, value: store.read(spec.id) || {} };
  const listeners = new Set();
  const model = {
    get: (name) => data[name],
    set(name, value) {
      data[name] = value;
      if (name === "value") [...listeners].forEach((listener) => listener());
    },
    save_changes() {
      store.write(spec.id, isState(data.value) ? data.value : null);
      reveal();
    },
    on: (event, listener) => event === "change:value" && listeners.add(listener),
    off: (event, listener) => listeners.delete(listener),
  };
  // The same question answered in another tab.
  window.addEventListener("storage", (event) => {
    if (event.key === PREFIX + spec.id) model.set("value", store.read(spec.id) || {});
  });
  return model;
}

/** Open what waits for an answer; close it again when the answer is taken back. */
function reveal() {
  for (const details of document.querySelectorAll("details[data-ck-reveal]")) {
    const answered = standing(store.read(details.dataset.ckReveal)) !== "new";
    if (answered === "ckOpened" in details.dataset) continue;
    details.open = answered;
    if (answered) details.dataset.ckOpened = "";
    else delete details.dataset.ckOpened;
  }
}

/** Bring every question and chart of a built page to life. */
export function start() {
  const source = document.getElementById("coursekit-words");
  const words = source ? JSON.parse(source.textContent) : {};
  const lang = document.documentElement.lang || "en";
  const models = new Map();
  for (const el of document.querySelectorAll("[data-ck]:not(.ck-live)")) {
    try {
      const spec = JSON.parse(el.dataset.ck);
      if (!models.has(spec.id)) models.set(spec.id, localModel(spec, words, lang));
      render({ model: models.get(spec.id), el });
    } catch (error) {
      console.error("coursekit:", el.id, error); // the readable form stays
    }
  }
  reveal();
}

API.render = render;

export default { render };
