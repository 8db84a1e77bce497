// The progress page: what was answered, where the learner stands, and the file of answers.

import { FORMAT, downloadAnswers } from "../saving/answer_file.js";
import { button, h, icon, uniqueId } from "../shared/elements.js";
import { isCount, isRecord, isState, isTime, standing, storage, store, triesOf } from "../saving/saved.js";
import { API } from "../frame/verdicts.js";
import { KINDS } from "../frame/question.js";

/** Fewer tries than this are too little to tell. */
const ENOUGH = 3;

/** Read a file of answers: [id, state] pairs, or throw the key of the message. */
function readAnswers(content) {
  let file;
  try {
    file = JSON.parse(content);
  } catch {
    throw "progress_damaged";
  }
  if (!isRecord(file) || file.format !== FORMAT) throw "progress_foreign";
  if (typeof file.version === "number" && file.version > 1) throw "progress_newer";
  const answers = isRecord(file.answers) && Object.entries(file.answers);
  const sound = ([id, state]) => /^[A-Za-z0-9-]+\/[a-z0-9-]+$/.test(id) && isState(state);
  if (file.version !== 1 || !answers || !answers.every(sound)) throw "progress_damaged";
  return answers;
}

/** Is the other state worth more: to the present version first, then right, then more attempts, then later? */
function isBetter(other, own, versions) {
  const worth = (state) => [
    versions.includes(state.fingerprint) ? 1 : 0,
    standing(state) === "correct" ? 1 : 0,
    state.attempts,
    isTime(state.time) ? state.time : "",
  ];
  const [a, b] = [worth(other), worth(own)];
  const place = a.findIndex((value, i) => value !== b[i]);
  return place >= 0 && a[place] > b[place];
}

/** One state made of two: the better answer, the tries of both, and nothing lost. */
function merged(own, other, versions = []) {
  if (!own) return other;
  const better = isBetter(other, own, versions) ? other : own;
  const worse = better === own ? other : own;
  const state = { ...better };
  // Of the same try, what is known of its correction, or that the answer was shown then, is added.
  const known = (each) => (each.corrected ? 2 : 0) + (each.shown ? 1 : 0);
  const tries = new Map();
  for (const each of [...triesOf(other), ...triesOf(own)].sort((a, b) => known(a) - known(b))) {
    const key = JSON.stringify([each.time, each.where, each.fingerprint]);
    tries.set(key, { ...tries.get(key), ...each });
  }
  if (tries.size) state.tries = triesOf({ tries: [...tries.values()] });
  for (const [key, place] of [["first_time", 0], ["right_time", -1]]) {
    const times = [own[key], other[key]].filter((time) => typeof time === "string").sort();
    if (times.length) state[key] = times.at(place);
  }
  const noted = [better, worse].flatMap(({ beliefs }) => (Array.isArray(beliefs) ? beliefs : []));
  const beliefs = [...new Set(noted.filter((each) => typeof each === "string"))];
  if (beliefs.length) state.beliefs = beliefs;
  const isSame = (worse.fingerprint ?? "") === (better.fingerprint ?? "");
  if (isSame) Object.assign(state, alike(own, other, better));
  const earlier = worse.attempts && !isSame ? worse : worse.earlier;
  if (isRecord(earlier) && !isRecord(better.earlier)) state.earlier = earlier;
  return state;
}

/** What two states of the same version of a question tell together: every count at its most, when it was right first. */
function alike(own, other, better) {
  const all = (key) => [own[key], other[key]].filter(isCount);
  const found = { attempts: Math.max(...all("attempts")) };
  if (all("hints").length) found.hints = Math.max(...all("hints"));
  const right = all("correct_at_attempt").filter(Boolean);
  if (right.length) found.correct_at_attempt = Math.min(...right);
  const draft = own.draft ?? other.draft;
  if (draft != null) found.draft = draft;
  const shown = [own.shown, other.shown].filter(isTime).sort();
  if (shown.length && standing(better) !== "correct") found.shown = shown.at(-1);
  return found;
}

/** First-try success over questions: {tries, right, share}; no share where it is too little to tell. */
function whereYouStand(questions, read) {
  const tries = questions.flatMap((asked) => triesOf(read(asked.id), asked.fingerprints));
  const right = tries.filter((each) => each.right).length;
  return { tries: tries.length, right, share: tries.length < ENOUGH ? null : right / tries.length };
}

KINDS.progress = ({ el, spec, t }) => {
  const summary = h("div", { class: "ck-summary" });
  const said = h("p", { class: "ck-said", role: "status" });
  const refused = h("div", { role: "status" });
  const say = (key, n) => (said.textContent = t(key, { n }));
  let failed = "";
  const asked = spec.chapters.flatMap((chapter) => chapter.questions);
  // Also of questions that are not counted here: those of labs and assignments.
  const versions = new Map(Object.entries(spec.versions ?? {}));
  const how = ({ id, fingerprints }) => standing(store.read(id), fingerprints);
  const isOpen = (question) => !["correct", "saved"].includes(how(question));

  function meter(questions, label) {
    const all = { correct: 0, saved: 0, tried: 0, new: 0 };
    for (const question of questions) all[how(question)] += 1;
    const marked = questions.filter((question) => question.marked).length;
    const parts = ["saved", "tried", "new"].filter((key) => all[key]).map((key) => t(`progress_${key}`, { n: all[key] }));
    return [
      label && h("progress", { max: questions.length || 1, value: all.correct + all.saved, "aria-label": label }),
      h("p", { class: "ck-counts" }, [t("progress_right", { n: all.correct, total: marked }), ...parts].join(" · ")),
    ];
  }

  function success(questions) {
    const { tries, right, share } = whereYouStand(questions, store.read);
    const words = share === null ? t("progress_little", { n: tries }) : t("progress_first", { n: right, total: tries });
    return h("div", { class: "ck-success", "data-tries": tries, "data-right": right },
      share !== null && h("b", {}, t("percent", { n: Math.round(100 * share) })), h("span", {}, words));
  }

  function group(title, questions) {
    const open = questions.filter(isOpen);
    const entry = (question) => h("li", {}, icon(how(question)),
      h("span", {}, question.place === "lab" && `${t("progress_lab")} `, h("a", { href: question.url }, question.label), " ", h("small", {}, t("mark_" + how(question)))));
    return questions.length > 0 && h("li", { class: "ck-objective" },
      h("p", {}, title), success(questions), meter(questions),
      open.length > 0 && h("details", {},
        h("summary", {}, t("progress_open", { n: open.length }), h("span", { class: "ck-unseen" }, `: ${title}`)),
        h("ul", {}, open.map(entry))));
  }

  function chapterRow(chapter) {
    const of = (id) => chapter.questions.filter((question) => question.objective === id);
    const known = chapter.objectives.map((objective) => objective.id);
    const others = chapter.questions.filter((question) => !known.includes(question.objective));
    const { name } = chapter;
    // A chapter in which nothing was answered yet has nothing to show by objective.
    const begun = chapter.questions.some((question) => how(question) !== "new");
    return h("li", {},
      h("h2", { class: "ck-chapter" }, h("span", {}, name), " ", h("a", { href: chapter.url }, chapter.title)),
      meter(chapter.questions, `${name}: ${chapter.title}`),
      begun && h("ul", { class: "ck-stand", "aria-label": t("progress_stand") },
        chapter.objectives.map((objective) => group(objective.text, of(objective.id))),
        group(t("progress_others"), others)));
  }

  function draw() {
    summary.replaceChildren(
      h("div", { class: "ck-total" }, h("p", { class: "ck-chapter" }, t("progress_total")), meter(asked, t("progress_total")), success(asked)),
      h("ol", { class: "ck-chapters" }, spec.chapters.map(chapterRow)));
    tellRefusal();
  }

  /** That saving failed stays said until it works again. */
  function tellRefusal(why = storage.refused || failed) {
    failed = why;
    refused.replaceChildren(why ? h("p", { class: "ck-note" }, t(`not_saved_${why}`)) : "");
  }

  const save = () => say("progress_downloaded", downloadAnswers(store.ids(), { course: spec.course }));

  async function resume({ target }) {
    try {
      const states = readAnswers(await target.files[0].text()).map(([id, state]) => {
        const own = store.read(id);
        return [id, own, merged(own, state, versions.get(id))];
      });
      const news = states.filter(([, own, state]) => JSON.stringify(own) !== JSON.stringify(state));
      const left = news.filter(([id, , state]) => !store.write(id, state) && (failed = storage.refused));
      const stored = news.length - left.length;
      if (!left.length) failed = "";
      draw();
      if (left.length) said.textContent = t("progress_kept_part", { n: stored, total: news.length });
      else say("progress_resumed", stored);
    } catch (problem) {
      say(typeof problem === "string" ? problem : "progress_damaged");
    }
    target.value = "";
  }

  function clear() {
    const isCleared = store.clear();
    failed = "";
    dialog.close();
    draw();
    say(isCleared ? "progress_cleared" : "progress_not_cleared");
  }

  const ask = h("p", { id: uniqueId() }, t("progress_clear_ask"));
  const dialog = h("dialog", { "aria-labelledby": ask.id }, ask,
    h("div", { class: "ck-actions" },
      button(t("progress_keep"), () => dialog.close(), { class: "ck-main" }),
      button(t("progress_delete"), clear, { class: "ck-quiet" })));
  draw();
  el.replaceChildren(
    h("div", { class: "ck-progress" }, summary,
      h("div", { class: "ck-actions" },
        button(t("progress_download"), save, { class: "ck-main" }),
        h("label", { class: "ck-file" }, t("progress_resume"), h("input", { type: "file", accept: ".json,application/json", change: resume })),
        button(t("progress_clear"), () => dialog.showModal(), { class: "ck-quiet" })),
      refused, said, dialog));
  // Answers given in another tab, or on the page left with "back".
  const events = ["storage", "pageshow"];
  events.forEach((name) => window.addEventListener(name, draw));
  return () => events.forEach((name) => window.removeEventListener(name, draw));
};

Object.assign(API, { merged, standing, whereYouStand });
