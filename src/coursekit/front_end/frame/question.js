// The frame that all kinds of questions share: prompt, check, hints, feedback, saving.
import { button, h, icon, uniqueId } from "../shared/elements.js";
import { check } from "./verdicts.js";
import { firstTry, isShown, isState, marked, standing, storage } from "../saving/saved.js";

/** Kind -> the component that shows it. Each kind's file enters its own. */
export const KINDS = {};

const FRESH = { answer: null, status: "not_attempted", code: "", attempts: 0, hints: 0, correct_at_attempt: null };
const SURE = [1, 2, 3];
/** So many misses, or all hints, and the answer may be shown. */
const MISSES = 3;
/** So long, in milliseconds, an answer in a notebook may wait for Python to say that it is saved. */
const PATIENCE = 5000;
/** Codes for which the author's words say everything. */
const SILENT = ["correct", "wrong", "near"];

/** The day of a time where the learner is, as 2026-11-23; empty if it is none. */
const localDay = (time) => (Number.isNaN(Date.parse(time)) ? "" : new Date(time).toLocaleDateString("sv-SE"));

/** A state without what is kept beside it, so that versions do not nest. */
const withoutPast = ({ earlier, tries, ...state }) => state;

/** Give a kind of answer (a function returning {nodes, read, after}) the frame all questions share. */
export function question(kind) {
  return ({ model, el, spec, t, number, where = "page" }) => {
    const uid = uniqueId();
    // The same question about other countries or years: which one is asked, the saved answer tells.
    const versions = [spec, ...(spec.variants || [])];
    // With a kernel an answer is saved once Python says so.
    const hasKernel = typeof model.send === "function";
    let asked, state, earlier, seen, answer, timer, waiting, lost;

    const about = h("p", { class: "ck-kind", id: uid });
    const mark = h("p", { class: "ck-mark" });
    const note = h("div");
    const warning = h("div");
    const legend = h("legend");
    const body = h("div", { class: "ck-body" });
    const hints = h("ol", { class: "ck-hints" });
    const feedback = h("div", { class: "ck-feedback" });
    const after = h("div", { class: "ck-after" });
    const solution = h("div", { class: "ck-solution" });
    const said = h("p", { class: "ck-unseen", "aria-live": "polite" });
    const hint = button("", nextHint, { class: "ck-quiet" });
    const another = button(t("another"), nextVersion, { class: "ck-quiet" });
    const reveal = button(t("show_answer"), showAnswer, { class: "ck-quiet" });
    const clear = button(t("reset"), reset, { class: "ck-quiet" });
    const undo = button(t("undo"), takeBack, { class: "ck-quiet", hidden: true });
    const steps = spec.sure ? SURE.map((step) => h("input", { type: "radio", name: `${uid}-sure`, value: step })) : [];
    const sure = spec.sure && h("fieldset", { class: "ck-sure" },
      h("legend", {}, t("sure")),
      steps.map((input, i) => h("label", {}, input, h("span", {}, t(`sure_${SURE[i]}`)))));

    const noteOf = (key, values) => h("p", { class: "ck-note" }, t(key, values));

    /** Take up what is stored now: since it was shown it may have changed in another tab, in a review, in Python. */
    function takeUp() {
      const value = model.get("value");
      seen = JSON.stringify(value);
      const saved = isState(value) ? value : null;
      const known = saved && versions.find((version) => version.fingerprint === saved.fingerprint);
      const stale = saved && !known;
      earlier = stale && saved.attempts ? withoutPast(saved) : saved?.earlier;
      state = { ...FRESH, ...(stale ? { tries: saved.tries } : saved) };
      return { known, stale };
    }

    function load() {
      timer = clearTimeout(timer);
      const { known, stale } = takeUp();
      asked = known || spec;
      show();
      const date = isState(earlier) && localDay(earlier.time);
      note.replaceChildren(stale && date ? noteOf("earlier", { date }) : "");
    }

    /** Show the question in the state it has. */
    function show() {
      about.textContent = t(asked.many ? "choice_many" : asked.kind);
      legend.replaceChildren(asked.prompt);
      const say = (text) => (said.textContent = text);
      // A kind that is taken apart again says so: its verdict is no longer about what is shown.
      answer = kind({ spec: asked, uid, t, number, answer: state.draft ?? state.answer, say, changed: () => showFeedback(null) });
      body.replaceChildren(...answer.nodes);
      steps.forEach((input) => (input.checked = Number(input.value) === state.sure));
      // After a reload the last verdict is worked out again, not stored.
      const found = check(asked, state.answer);
      showFeedback(found.status === "not_attempted" ? null : found);
      showProgress();
      markStale();
    }

    /** Whether what is shown is not what was last sent. */
    const isChanged = () => JSON.stringify(answer.read()) !== JSON.stringify(state.answer);

    /** A verdict beside an answer that has changed since says so. */
    function markStale() {
      feedback.toggleAttribute("data-stale", state.status !== "not_attempted" && isChanged());
    }

    /** The learner has touched the answer. */
    function onTouched() {
      // What is graded is handed in as it stands: once saved, every change is saved.
      if (spec.graded && state.status === "saved" && isChanged()) {
        const given = answer.read();
        takeUp();
        if (check(asked, given).status === "saved") save({ answer: given, status: "saved", code: "graded" });
      }
      markStale();
      if (!answer.keepsDraft) return;
      clearTimeout(timer);
      timer = setTimeout(keepDraft, 400);
    }

    /** A longer text is kept while it is written. */
    function keepDraft() {
      // Nothing was written since: what is stored may be newer than what is shown.
      if (!timer) return;
      timer = clearTimeout(timer);
      if (answer.read() === (state.draft ?? state.answer)) return;
      takeUp();
      save({ draft: isChanged() ? answer.read() : undefined });
    }

    /** Whether there was enough trying: the answer may be shown. */
    function mayShow() {
      if (!asked.answer_lines || state.status === "correct") return false;
      return (state.misses ?? state.attempts) >= MISSES || (asked.hints.length > 0 && state.hints >= asked.hints.length);
    }

    function showProgress() {
      const now = standing(state);
      const word = now === "tried" && isShown(state) ? "shown" : now;
      mark.dataset.state = now;
      mark.replaceChildren(icon(now), t("mark_" + word));
      const total = asked.hints.length;
      const texts = asked.hints.slice(0, state.hints);
      hints.replaceChildren(...texts.map((text, i) => h("li", {}, h("b", {}, t("hint_label", { n: i + 1 })), " ", text)));
      const left = state.hints < total;
      hint.hidden = !total;
      hint.textContent = left ? t("hint", { n: state.hints + 1, total }) : t("hints_done");
      hint.setAttribute("aria-disabled", !left);
      another.hidden = versions.length < 2 || !["correct", "saved"].includes(state.status);
      const open = mayShow();
      reveal.hidden = !open || isShown(state);
      solution.replaceChildren(...(open && isShown(state) ? [
        h("p", { class: "ck-verdict" }, t("answer_is")),
        h("ul", {}, asked.answer_lines.map((line) => h("li", {}, line))),
        h("p", {}, asked.explain),
      ] : []));
    }

    function showFeedback(found) {
      feedback.dataset.status = found ? found.status : "";
      if (!found) return [feedback, after].forEach((each) => each.replaceChildren());
      const { status, code, count, total, message } = found;
      const open = status === "not_attempted";
      const title = [t(status), h("span", {}, " · ", t("attempt", { n: state.attempts }))];
      const told = SILENT.includes(code) ? "" : t(code, { n: count, total });
      // "3 of 5" says it already.
      const partly = status === "not_yet" && found.credit > 0 && total === null && t("credit", { n: t("percent", { n: Math.round(100 * found.credit) }) });
      feedback.replaceChildren(
        icon(status),
        h("div", {},
          !open && h("p", { class: "ck-verdict" }, title),
          h("p", { class: "ck-stale" }, t("stale")),
          // Each part that is wrong has a remark, and each remark a line.
          [told, partly, ...(open ? [] : message.split("\n"))].filter(Boolean).map((text) => h("p", {}, text)),
          belief(found.misconception),
        ),
      );
      after.replaceChildren(...(open || !answer.after ? [] : [answer.after(found)].flat()).filter(Boolean));
    }

    /** What many believe, why it tempts, and what speaks against it. */
    function belief(id) {
      const known = asked.misconceptions?.find((each) => each.id === id);
      if (!known) return null;
      return h("details", { class: "ck-belief" },
        h("summary", {}, t("belief", { text: known.belief })),
        h("p", {}, h("b", {}, t("belief_tempting")), " ", known.tempting),
        h("p", {}, h("b", {}, t("belief_against")), " ", known.refutation),
        h("p", {}, t("belief_taught", { n: known.taught.join(", ") })));
    }

    /** Store a change of what was taken up. */
    function save(change) {
      const time = new Date().toISOString();
      state = { ...state, ...change, fingerprint: asked.fingerprint, time };
      if (earlier) state.earlier = earlier;
      put(state);
      lost = undefined;
      undo.hidden = true;
    }

    function put(value) {
      const before = seen;
      seen = JSON.stringify(value);
      model.set("value", value);
      model.save_changes();
      if (hasKernel) return seen === before || awaitPython();
      // That saving is forbidden holds for the page and is said once; a full storage may take the next answer.
      const { refused, told } = storage;
      if (!refused) return warn();
      if (refused === "full" || !told) warn(`not_saved_${refused}`);
      storage.told = true;
      return undefined;
    }

    const warn = (key) => warning.replaceChildren(key ? noteOf(key) : "");

    function awaitPython() {
      clearTimeout(waiting);
      waiting = setTimeout(warn, PATIENCE, "not_saved_kernel");
    }

    /** Python says of the state of a time whether it is in the file. */
    function onWord({ saved, time }) {
      if (time !== (state.time ?? null)) return;
      clearTimeout(waiting);
      warn(saved ? "" : "not_saved_file");
    }

    function onCheck(event) {
      event.preventDefault();
      keepDraft();
      const given = answer.read();
      const found = check(asked, given);
      if (found.status === "not_attempted") {
        showFeedback(found);
        return bringIntoView();
      }
      takeUp();
      // The same answer sent twice is one attempt.
      const again = state.status !== "not_attempted" && JSON.stringify(given) === JSON.stringify(state.answer);
      const attempts = state.attempts + (again ? 0 : 1);
      const right = found.status === "correct";
      const certainty = Number(steps.find((input) => input.checked)?.value) || undefined;
      const now = new Date().toISOString();
      // The answer that was shown today is not known yet.
      const known = right && !(isShown(state) && localDay(state.shown) === localDay(now));
      const { fingerprint } = asked;
      const all = versions.map((version) => version.fingerprint);
      const beliefs = [...new Set([...(Array.isArray(state.beliefs) ? state.beliefs : []), found.misconception])].filter(Boolean);
      const tried = right && !known ? {} : firstTry(state, { right, sure: certainty, fingerprint, where, versions: all }, found.status, now);
      save({
        ...tried,
        answer: given,
        draft: undefined,
        status: found.status,
        code: found.code,
        attempts,
        misses: right ? undefined : (state.misses ?? (standing(state) === "correct" ? 0 : state.attempts)) + (again ? 0 : 1),
        shown: known ? undefined : state.shown,
        correct_at_attempt: state.correct_at_attempt ?? (known ? attempts : null),
        sure: certainty,
        beliefs: beliefs.length ? beliefs : undefined,
        first_time: state.first_time ?? now,
        right_time: known ? now : state.right_time,
      });
      showFeedback(found);
      showProgress();
      markStale();
      bringIntoView();
    }

    // On a phone the verdict appears below the edge of the screen.
    const bringIntoView = () => feedback.scrollIntoView({ block: "nearest" });

    function nextHint() {
      takeUp();
      if (state.hints < asked.hints.length) save({ hints: state.hints + 1 });
      showProgress();
    }

    /** Show the answer: from now on the question counts as not known, however it is answered today. */
    function showAnswer() {
      takeUp();
      const now = new Date().toISOString();
      const missed = { right: false, fingerprint: asked.fingerprint, where, versions: versions.map((version) => version.fingerprint) };
      const { tries } = firstTry(state, missed, "not_yet", now);
      save({ tries: marked(tries, "shown", now), shown: now, first_time: state.first_time ?? now });
      showProgress();
      // The button that had the focus is gone.
      (hint.hidden ? clear : hint).focus();
      said.textContent = `${t("answer_is")} ${asked.answer_lines.join(" ")}`;
      solution.scrollIntoView({ block: "nearest" });
    }

    /** Ask the same about another country, year or document. */
    function nextVersion() {
      takeUp();
      asked = versions[(versions.indexOf(asked) + 1) % versions.length];
      save({ answer: null, draft: undefined, status: "not_attempted", code: "", hints: 0, misses: 0, shown: undefined, sure: undefined });
      show();
      // The button that had the focus is gone.
      body.querySelector("input, select, textarea, button")?.focus();
      said.textContent = asked.prompt;
    }

    /** Clear the answer; that the question was once tried stays known. */
    function reset() {
      timer = clearTimeout(timer);
      takeUp();
      const before = { ...state, draft: answer.read(), earlier };
      const { tries, right_time, shown } = state;
      put(tries ? { ...FRESH, tries, right_time, shown, fingerprint: asked.fingerprint } : {});
      load();
      const isLoss = before.answer !== null || before.hints || before.attempts || JSON.stringify(before.draft) !== JSON.stringify(answer.read());
      if (isLoss) lost = before;
      undo.hidden = !lost;
      said.textContent = t(isLoss ? "cleared_undo" : "cleared");
    }

    /** Take the last *Reset* back; first tries made since, elsewhere, stay. */
    function takeBack() {
      takeUp();
      const { draft, ...before } = lost;
      asked = versions.find((version) => version.fingerprint === before.fingerprint) ?? asked;
      earlier = before.earlier;
      const isDraft = JSON.stringify(draft) !== JSON.stringify(before.answer);
      save({ ...before, tries: state.tries ?? before.tries, draft: isDraft ? draft : undefined });
      show();
      clear.focus();
      said.textContent = t("restored");
    }

    /** The same question was answered elsewhere: in another tab, or by Python. */
    function onOutsideChange() {
      const value = model.get("value");
      if (JSON.stringify(value) === seen) return;
      const same = isState(value) && value.fingerprint === asked.fingerprint;
      // What the learner is writing here is not taken away.
      if (!same || (JSON.stringify(value.answer) !== JSON.stringify(state.answer) && !isChanged())) return load();
      takeUp();
      showProgress();
      markStale();
    }

    load();
    el.replaceChildren(
      h("form", { class: `ck-question ck-q-${spec.kind}`, novalidate: true, submit: onCheck, autocomplete: "off" },
        h("div", { class: "ck-head" }, about, mark),
        h("div", { "aria-live": "polite" }, note, warning),
        h("fieldset", { "aria-describedby": uid, input: onTouched, change: onTouched, click: onTouched, pointerup: onTouched }, legend, body),
        sure,
        h("div", { "aria-live": "polite" }, hints),
        h("div", { class: "ck-actions" },
          h("button", { type: "submit", class: "ck-main" }, t(spec.graded ? "save" : "check")),
          hint,
          another,
          reveal,
          clear,
          undo,
        ),
        h("div", { "aria-live": "polite" }, feedback, after),
        solution,
        said,
      ),
    );
    const heard = { "change:value": onOutsideChange, "msg:custom": onWord };
    Object.entries(heard).forEach(([name, listener]) => model.on(name, listener));
    window.addEventListener("pagehide", keepDraft);
    return () => {
      clearTimeout(waiting);
      Object.entries(heard).forEach(([name, listener]) => model.off(name, listener));
      window.removeEventListener("pagehide", keepDraft);
    };
  };
}
