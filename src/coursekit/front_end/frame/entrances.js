// The two entrances: `render`, the anywidget contract, and `start`, for a built page.

import { downloadAnswers } from "../saving/answer_file.js";
import { button, h } from "../shared/elements.js";
import { isApart, isState, PREFIX, standing, store } from "../saving/saved.js";
import { numberWriter, translator } from "../shared/words.js";
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

/** Make the model of a question in a built page: the interface of anywidget over what is stored now. */
function localModel(spec, words, lang) {
  const data = { spec, words, lang };
  const listeners = new Set();
  const model = {
    // Never a copy of its own: another page may have changed it, while this one waited to be gone back to.
    get: (name) => (name === "value" ? store.read(spec.id) || {} : data[name]),
    set(name, value) {
      if (name === "value") store.write(spec.id, isState(value) ? value : null);
      else data[name] = value;
    },
    save_changes() {
      model.tell();
      reveal();
    },
    tell: () => [...listeners].forEach((listener) => listener()),
    on: (event, listener) => event === "change:value" && listeners.add(listener),
    off: (event, listener) => listeners.delete(listener),
  };
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

/** Say, before the first thing on a page that saves or reads answers, that no other page sees them; and what to do. */
function tellApart(t, ids) {
  const first = document.querySelector(".ck-question, .ck-progress, .ck-review");
  if (!first || !isApart()) return;
  const asked = ids.filter((id) => id?.includes("/"));
  first.closest(".ck").before(h("div", { class: "ck ck-note ck-apart" },
    h("p", {}, t("apart")),
    asked.length > 0 && button(t("apart_download"), () => downloadAnswers(asked, {}))));
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
  tellApart(translator(words, lang), [...models.keys()]);
  // Answered elsewhere: in another tab, or on pages from which the reader comes back.
  const takeUp = () => {
    models.forEach((model) => model.tell());
    reveal();
  };
  window.addEventListener("storage", ({ key }) => (key === null || key.startsWith(PREFIX)) && takeUp());
  window.addEventListener("pageshow", ({ persisted }) => persisted && takeUp());
  document.addEventListener("visibilitychange", () => document.hidden || takeUp());
}

API.render = render;

export default { render };
