// Today's review: the questions that are due, one at a time.
//
// The rules, in days of the learner's own calendar:
// - Only questions answered before are asked, and only in the version the course has now.
// - After a right answer a question is due the next day; after the second in a row 7 days
//   later, after the third 21 days later; after the fourth it is learned. A right answer
//   given before the question was due changes nothing.
// - A miss starts the row again: due at once until put right, then it counts as one right answer.
// - Who was shown the answer has not known it: due the next day, and nothing counts as right.
// - A try in the future is one from a clock that was ahead: it counts as older than all
//   others, so that the question is asked.
// - At most 15 a day. First what was missed although the learner felt sure, then other
//   misses, then what has waited longest.
// - In a sitting a miss comes back after the others, until it is right or the answer was
//   shown; only the first answer counts as a try.

import { button, h, uniqueId } from "../shared/elements.js";
import { marked, storage, store, triesOf } from "../saving/saved.js";
import { API } from "../frame/verdicts.js";
import { KINDS } from "../frame/question.js";

const WAITS = [1, 7, 21];
const MOST = 15;
const SURE_OF_IT = 3;
const DAY = 864e5;

/** Number of the calendar day, where the learner is, of a time. */
function dayOf(time) {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
}

/** When a question is due again: {day, streak, rank}; null if it was never tried. */
function due(state, fingerprints, today = Infinity) {
  const isAhead = (time) => dayOf(time) > today;
  const known = triesOf(state, fingerprints);
  const tries = [...known.filter(({ time }) => isAhead(time)), ...known.filter(({ time }) => !isAhead(time))];
  if (!tries.length) return null;
  let streak = 0;
  let day = -Infinity;
  for (const { right, time, corrected, shown: told } of tries) {
    const when = right ? time : corrected || told || time;
    const on = isAhead(when) ? 0 : dayOf(when);
    if (right && streak && on < day) continue;
    streak = right ? streak + 1 : corrected ? 1 : 0;
    day = streak ? on + (WAITS[streak - 1] ?? Infinity) : told && !right ? on + WAITS[0] : on;
  }
  const last = tries.at(-1);
  return { day, streak, rank: last.right ? 2 : last.sure === SURE_OF_IT ? 0 : 1 };
}

/** What there is to do today: the questions due in order, the day of the next, whether anything was ever answered. */
export function agenda(questions, read, now) {
  const today = dayOf(now);
  const begun = questions.map((asked) => ({ asked, ...due(read(asked.id), asked.fingerprints, today) })).filter((each) => "day" in each);
  const isOfToday = (each) => each.where === "review" && dayOf(each.time) === today;
  const begunToday = new Set(questions.filter((asked) => triesOf(read(asked.id)).some(isOfToday)));
  const left = MOST - begunToday.size;
  const waiting = begun.filter(({ day }) => day <= today).sort((a, b) => a.rank - b.rank || a.day - b.day);
  // A miss of today comes back until it is right, also after the page was left; it is no new question.
  const again = waiting.filter(({ asked }) => begunToday.has(asked));
  const fresh = waiting.filter(({ asked }) => !begunToday.has(asked)).slice(0, Math.max(left, 0));
  const chosen = [...fresh, ...again].map(({ asked }) => asked);
  const later = begun.filter(({ asked }) => !chosen.includes(asked)).map(({ day }) => Math.max(day, today + 1));
  const next = Math.min(...later);
  return { due: chosen, again: again.map(({ asked }) => asked), next, then: later.filter((day) => day === next).length, begun: begun.length, full: left <= 0 };
}

/** Chapter -> its questions; each chapter's script hands them over. */
const banks = new Map();
const bank = (slug, specs) => void banks.set(slug, specs);

/** Load a chapter's questions; a script, as nothing else can be read from disk. */
const loadBank = ({ slug, script }) =>
  banks.has(slug) || new Promise((resolve) => document.head.append(h("script", { src: script, load: resolve, error: resolve })));

/** The model of one showing: it begins without an answer and is not the page's own; what was missed in this sitting counts. */
function sittingModel(saved, misses, fingerprint) {
  const data = { value: misses ? { status: "not_attempted", answer: null, attempts: 0, misses, fingerprint } : {} };
  return {
    get: (name) => data[name],
    set: (name, value) => (data[name] = value),
    save_changes: () => saved(data.value),
    on() {},
    off() {},
  };
}

KINDS.review = ({ el, spec, t, number }) => {
  const questions = spec.chapters.flatMap((chapter) => chapter.questions.map((asked) => ({ ...asked, chapter })));
  const place = h("div", { class: "ck-review" });
  const note = h("div", { "aria-live": "polite" });
  let queue, total, first, shown, misses, leave;

  const link = (chapter) => h("a", { href: chapter.url }, chapter.name, " ", chapter.title);
  const date = (day) => new Date(day * DAY).toLocaleDateString(t("review_locale"),
    { timeZone: "UTC", day: "numeric", month: t("review_month"), year: "numeric" });
  const nextWords = ({ next, then }) => Number.isFinite(next) && h("p", {}, t("review_next", { date: date(next), n: then }));

  /** Begin a sitting, or say why there is none. */
  async function begin() {
    const today = agenda(questions, store.read, new Date());
    [queue, total, first, shown, misses] = [[], 0, new Map(), new Map(), new Map()];
    if (!today.due.length) return rest(today);
    const chapters = new Set(today.due.map((asked) => asked.chapter));
    await Promise.all([...chapters].map(loadBank));
    queue = today.due.filter(specOf);
    // Their first try of today is made: what follows only puts it right.
    today.again.forEach((asked) => first.set(asked.id, false));
    total = queue.length;
    return total ? ask() : place.replaceChildren(h("p", { role: "status" }, t("review_not_loaded")));
  }

  const specOf = (asked) => banks.get(asked.chapter.slug)?.find((each) => each.id === asked.id);

  /** Nothing to ask: what to do instead, or when to come back. */
  function rest(today) {
    if (!today.begun)
      return place.replaceChildren(h("p", {}, t("review_begin")), h("ul", { class: "ck-review-list" }, spec.chapters.map((chapter) => h("li", {}, link(chapter)))));
    const learned = !Number.isFinite(today.next);
    return place.replaceChildren(h("p", { class: "ck-review-title" }, t(today.full ? "review_full" : learned ? "review_learned" : "review_none", { n: MOST })), nextWords(today) || "");
  }

  /** Show the next question in the frame that all questions have. */
  function ask() {
    leave?.();
    const asked = queue[0];
    const again = first.has(asked.id);
    const saved = specOf(asked);
    const versions = [saved, ...(saved.variants || [])];
    if (!shown.has(asked.id)) shown.set(asked.id, versions[triesOf(store.read(asked.id)).length % versions.length]);
    const version = { ...saved, ...shown.get(asked.id), variants: [] };
    let verdict, over;

    const box = h("div", { class: "ck-review-question" });
    const onward = h("div", { class: "ck-actions" });
    const words = again ? t("review_again", { n: queue.length }) : t("review_step", { n: first.size + 1, total });
    const step = h("p", { class: "ck-review-step", tabindex: -1, id: uniqueId() }, words);

    function onSaved(value) {
      if (value.shown) return onShown(value);
      if (!["correct", "not_yet"].includes(value.status)) return;
      const right = value.status === "correct";
      misses.set(asked.id, value.misses ?? 0);
      const now = new Date().toISOString();
      if (first.has(asked.id)) {
        if (right) keep((tries) => ({ tries: marked(tries, "corrected", now) }));
      } else {
        first.set(asked.id, right);
        keep((tries) => ({ tries: [...tries, { time: now, right, sure: value.sure, fingerprint: version.fingerprint, where: "review" }] }));
      }
      if (verdict !== undefined) return;
      verdict = right;
      goOn(queue.length === 1 && right, !right);
    }

    /** The answer was shown: the question is done for today, and not known. */
    function onShown({ shown: time }) {
      if (over) return;
      over = true;
      const miss = { time, right: false, fingerprint: version.fingerprint, where: "review" };
      const isFirst = !first.has(asked.id);
      if (isFirst) first.set(asked.id, false);
      keep((tries) => ({ tries: marked(isFirst ? [...tries, miss] : tries, "shown", time), shown: time }));
      goOn(queue.length === 1, false);
    }

    /** Change the record; without one the answers were cleared in another tab: the sitting goes on, nothing is kept. */
    function keep(change) {
      const state = store.read(asked.id);
      if (!state) return;
      const isStored = store.write(asked.id, { ...state, ...change(triesOf(state)) });
      note.replaceChildren(isStored ? "" : h("p", { class: "ck-note" }, t(`not_saved_${storage.refused}`)));
    }

    function goOn(isLast, isBack) {
      bar.value = first.size;
      onward.replaceChildren(
        button(t(isLast ? "review_finish" : "review_on"), next, { class: "ck-main" }),
        isBack && h("p", {}, t("review_back")));
    }

    function next() {
      queue.shift();
      if (!verdict && !over) queue.push(asked);
      if (!queue.length) return stop();
      ask();
      place.querySelector("[tabindex]").focus();
    }

    const bar = h("progress", { max: total, value: first.size, "aria-labelledby": step.id });
    place.replaceChildren(
      h("div", { class: "ck-review-head" }, step, link(asked.chapter)), bar, note, box, onward,
      h("div", { class: "ck-actions" }, first.size > 0 && button(t("review_stop"), stop, { class: "ck-quiet" })));
    leave = KINDS[version.kind]({ model: sittingModel(onSaved, misses.get(asked.id), version.fingerprint), el: box, spec: version, t, number, where: "review" });
  }

  /** What was reviewed, by objective, and when to come back. */
  function finish() {
    leave?.();
    leave = null;
    const today = agenda(questions, store.read, new Date());
    const row = (chapter, { id, text }) => {
      const asked = questions.filter((each) => each.objective === id && each.chapter === chapter && first.has(each.id));
      const right = asked.filter((each) => first.get(each.id)).length;
      return asked.length > 0 && h("li", {}, h("span", {}, text), " ", h("b", {}, t("review_of", { n: right, total: asked.length })));
    };
    place.replaceChildren(
      h("h2", { class: "ck-review-title", tabindex: -1 }, t("review_done")),
      h("p", {}, t("review_sum", { n: [...first.values()].filter(Boolean).length, total: first.size })),
      h("ul", { class: "ck-review-list" }, spec.chapters.flatMap((chapter) => chapter.objectives.map((objective) => row(chapter, objective))).filter(Boolean)),
      today.due.length
        ? h("div", { class: "ck-actions" }, h("p", {}, t("review_more", { n: today.due.length })), button(t("review_go_on"), begin, { class: "ck-main" }))
        : nextWords(today) || "");
  }

  function stop() {
    finish();
    place.querySelector("[tabindex]").focus();
  }

  el.replaceChildren(place);
  begin();
  return () => leave?.();
};

Object.assign(API, { agenda, bank, due });
