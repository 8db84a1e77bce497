// The home page knows a returning reader: where to go on, and what is due today.
import { h } from "../shared/elements.js";
import { standing, store, triesOf } from "../saving/saved.js";
import { agenda } from "./review.js";
import { KINDS } from "../frame/question.js";

/** Of the chapters, the one to go on with: the one answered last or, when it is done, the next with anything left. */
function chapterToGoOn(chapters, read) {
  const last = (chapter) => chapter.questions.flatMap(({ id }) => {
    const state = read(id);
    return state ? [state.time, ...triesOf(state).map(({ time }) => time)].filter(Boolean) : [];
  }).sort().at(-1) ?? "";
  const latest = chapters.reduce((best, each) => (last(each) > last(best) ? each : best), chapters[0]);
  if (!latest || !last(latest)) return null;
  const from = chapters.indexOf(latest);
  const isLeft = (chapter) => chapter.questions.some(({ id, fingerprints }) => standing(read(id), fingerprints) === "new");
  return { chapter: [...chapters.slice(from), ...chapters.slice(0, from)].find(isLeft) ?? null };
}

KINDS.welcome = ({ el, spec, t }) => {
  function show() {
    const found = chapterToGoOn(spec.chapters, store.read);
    if (!found) return el.replaceChildren();
    const { chapter } = found;
    const today = agenda(spec.chapters.flatMap(({ questions }) => questions.filter(({ marked }) => marked)), store.read, new Date());
    const n = today.due.length;
    const answered = chapter?.questions.filter(({ id, fingerprints }) => standing(store.read(id), fingerprints) !== "new").length;
    const item = (url, words, note) => h("li", {}, h("a", { href: url }, words), note && h("span", {}, note));
    return el.replaceChildren(h("nav", { class: "ck-welcome", "aria-label": t("welcome") },
      h("p", { class: "ck-title" }, t("welcome")),
      h("ul", {},
        chapter
          ? item(chapter.url, t("welcome_go_on", chapter), t("welcome_answered", { n: answered, total: chapter.questions.length }))
          : h("li", {}, t("welcome_all_done")),
        item(spec.review, t("welcome_review"), n ? t("welcome_due", { n }) : t("welcome_none")),
        item(spec.progress, t("welcome_progress")))));
  }

  show();
  // Brought back from the browser's memory, or answered in another tab.
  window.addEventListener("pageshow", show);
  window.addEventListener("storage", show);
  return () => {
    window.removeEventListener("pageshow", show);
    window.removeEventListener("storage", show);
  };
};
