// The frame that all kinds of questions share: prompt, check, hints, feedback, saving.
import { button, h, icon, uniqueId } from "./elements.js";
import { check } from "./verdicts.js";
import { firstTry, isState, standing, storage } from "./saved.js";

/** Kind -> the component that shows it. Each kind's file enters its own. */
export const KINDS = {};

const FRESH = { answer: null, status: "not_attempted", code: "", attempts: 0, hints: 0, correct_at_attempt: null };
const SURE = [1, 2, 3];
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
    let asked, state, earlier, answer, timer;

    const about = h("p", { class: "ck-kind", id: uid });
    const mark = h("p", { class: "ck-mark" });
    const note = h("div");
    const warning = h("div");
    const legend = h("legend");
    const body = h("div", { class: "ck-body" });
    const hints = h("ol", { class: "ck-hints" });
    const feedback = h("div", { class: "ck-feedback" });
    const after = h("div", { class: "ck-after" });
    const said = h("p", { class: "ck-unseen", "aria-live": "polite" });
    const hint = button("", nextHint, { class: "ck-quiet" });
    const another = button(t("another"), nextVersion, { class: "ck-quiet" });
    const steps = spec.sure ? SURE.map((step) => h("input", { type: "radio", name: `${uid}-sure`, value: step })) : [];
    const sure = spec.sure && h("fieldset", { class: "ck-sure" },
      h("legend", {}, t("sure")),
      steps.map((input, i) => h("label", {}, input, h("span", {}, t(`sure_${SURE[i]}`)))));

    const noteOf = (key, values) => h("p", { class: "ck-note" }, t(key, values));

    function load() {
      const saved = isState(model.get("value")) ? model.get("value") : null;
      const known = saved && versions.find((version) => version.fingerprint === saved.fingerprint);
      const stale = saved && !known;
      asked = known || spec;
      earlier = stale && saved.attempts ? withoutPast(saved) : saved?.earlier;
      state = { ...FRESH, ...(stale ? { tries: saved.tries } : saved) };
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
        if (check(asked, given).status === "saved") save({ answer: given });
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
      if (answer.read() !== (state.draft ?? state.answer)) save({ draft: isChanged() ? answer.read() : undefined });
    }

    function showProgress() {
      const now = standing(state);
      mark.dataset.state = now;
      mark.replaceChildren(icon(now), t("mark_" + now));
      const total = asked.hints.length;
      const texts = asked.hints.slice(0, state.hints);
      hints.replaceChildren(...texts.map((text, i) => h("li", {}, h("b", {}, t("hint_label", { n: i + 1 })), " ", text)));
      const left = state.hints < total;
      hint.hidden = !total;
      hint.textContent = left ? t("hint", { n: state.hints + 1, total }) : t("hints_done");
      hint.setAttribute("aria-disabled", !left);
      another.hidden = versions.length < 2 || !["correct", "saved"].includes(state.status);
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
          [told, partly, !open && message].filter(Boolean).map((text) => h("p", {}, text)),
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

    function save(change) {
      const time = new Date().toISOString();
      state = { ...state, ...change, fingerprint: asked.fingerprint, time };
      if (earlier) state.earlier = earlier;
      model.set("value", state);
      model.save_changes();
      if (!storage.blocked || storage.told) return;
      storage.told = true;
      warning.append(noteOf("not_saved"));
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
      // The same answer sent twice is one attempt.
      const again = state.status !== "not_attempted" && JSON.stringify(given) === JSON.stringify(state.answer);
      const attempts = state.attempts + (again ? 0 : 1);
      const right = found.status === "correct";
      const certainty = Number(steps.find((input) => input.checked)?.value) || undefined;
      const now = new Date().toISOString();
      const { fingerprint } = asked;
      const known = versions.map((version) => version.fingerprint);
      const beliefs = [...new Set([...(Array.isArray(state.beliefs) ? state.beliefs : []), found.misconception])].filter(Boolean);
      const tried = firstTry(state, { right, sure: certainty, fingerprint, where, versions: known }, found.status, now);
      save({
        ...tried,
        answer: given,
        draft: undefined,
        status: found.status,
        code: found.code,
        attempts,
        correct_at_attempt: state.correct_at_attempt ?? (right ? attempts : null),
        sure: certainty,
        beliefs: beliefs.length ? beliefs : undefined,
        first_time: state.first_time ?? now,
        right_time: right ? now : state.right_time,
      });
      showFeedback(found);
      showProgress();
      markStale();
      bringIntoView();
    }

    // On a phone the verdict appears below the edge of the screen.
    const bringIntoView = () => feedback.scrollIntoView({ block: "nearest" });

    function nextHint() {
      if (state.hints >= asked.hints.length) return;
      save({ hints: state.hints + 1 });
      showProgress();
    }

    /** Ask the same about another country, year or document. */
    function nextVersion() {
      asked = versions[(versions.indexOf(asked) + 1) % versions.length];
      save({ answer: null, status: "not_attempted", code: "", hints: 0, sure: undefined });
      show();
      // The button that had the focus is gone.
      body.querySelector("input, select, textarea, button")?.focus();
      said.textContent = asked.prompt;
    }

    /** Clear the answer; that the question was once tried stays known. */
    function reset() {
      const { tries, right_time } = state;
      timer = clearTimeout(timer);
      earlier = undefined;
      model.set("value", tries ? { ...FRESH, tries, right_time, fingerprint: asked.fingerprint } : {});
      model.save_changes();
      load();
      said.textContent = t("cleared");
    }

    /** The same question was answered elsewhere: in another tab, or by Python. */
    function onOutsideChange() {
      const value = model.get("value");
      if (JSON.stringify(value) === JSON.stringify(state)) return;
      const same = isState(value) && value.fingerprint === asked.fingerprint;
      // What the learner is writing here is not taken away.
      if (!same || (JSON.stringify(value.answer) !== JSON.stringify(state.answer) && !isChanged())) return load();
      state = { ...state, ...value };
      showProgress();
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
          button(t("reset"), reset, { class: "ck-quiet" }),
        ),
        h("div", { "aria-live": "polite" }, feedback, after),
        said,
      ),
    );
    model.on("change:value", onOutsideChange);
    window.addEventListener("pagehide", keepDraft);
    return () => {
      model.off("change:value", onOutsideChange);
      window.removeEventListener("pagehide", keepDraft);
    };
  };
}
