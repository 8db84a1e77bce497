// Saved answers: where they are kept, how far a question is, and its first tries.

export const PREFIX = "coursekit:";
/** Keys of records; the look that was chosen is kept under the same prefix, without a slash. */
const RECORD = /^coursekit:.*\//;
const STATUSES = ["correct", "not_yet", "not_attempted", "saved"];
const memory = new Map();
/** Why the browser refuses to save: "", "full" or "forbidden"; and whether the learner was told. */
export const storage = { refused: "", told: false };
/** That the browser was asked to keep what is saved; no record of a question, so that clearing leaves it. */
const ASKED = PREFIX + "persist";

export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
export const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
export const isState = (value) =>
  isRecord(value) && STATUSES.includes(value.status) && isCount(value.attempts) &&
  (value.correct_at_attempt == null || isCount(value.correct_at_attempt)) &&
  (value.fingerprint == null || isText(value.fingerprint));

/** Use the browser's storage, which may be forbidden or full; undefined if it refuses. */
function withStorage(use) {
  try {
    return use(localStorage);
  } catch (problem) {
    storage.refused = /quota/i.test(problem?.name) ? "full" : "forbidden";
    return undefined;
  }
}

/** Ask the browser, with the first answer it saves, not to delete it on its own. */
function askToKeep(kept) {
  if (kept.getItem(ASKED)) return;
  kept.setItem(ASKED, new Date().toISOString());
  navigator.storage?.persist?.().catch(() => {});
}

/** Whether this page has a storage that no other page sees: Firefox does so with pages opened from disk. */
export const isApart = () => location.protocol === "file:" && location.origin === "null";

/** Where a built page keeps answers: localStorage, or memory for as long as that refuses. */
export const store = {
  read(id) {
    try {
      const state = JSON.parse(memory.get(id) ?? withStorage((kept) => kept.getItem(PREFIX + id)));
      return isState(state) ? state : null;
    } catch {
      return null;
    }
  },
  /** Keep a state, or nothing; returns whether it is stored and not only remembered by this page. */
  write(id, state) {
    const text = JSON.stringify(state);
    const isStored = withStorage((kept) => {
      if (state) kept.setItem(PREFIX + id, text);
      else kept.removeItem(PREFIX + id);
      return true;
    });
    if (!isStored) {
      memory.set(id, text);
      return false;
    }
    memory.delete(id);
    storage.refused = "";
    // After the answer: where there is room for no more, the answer has it.
    if (state) try { askToKeep(localStorage); } catch { /* full to the last letter: asked another time */ }
    return true;
  },
  ids() {
    const keys = withStorage(Object.keys) || [];
    const ids = keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    return [...new Set([...memory.keys(), ...ids])].filter(store.read);
  },
  /** Remove all records, also those that cannot be read; what is no record of a question stays. Returns whether it was allowed. */
  clear() {
    memory.clear();
    const isCleared = withStorage((kept) => {
      Object.keys(kept).filter((key) => RECORD.test(key)).forEach((key) => kept.removeItem(key));
      return true;
    });
    if (isCleared) storage.refused = "";
    return Boolean(isCleared);
  },
};

/** How far a question is: new, tried, saved or correct; an answer to an earlier version does not count. */
export function standing(state, fingerprints) {
  if (!state || (fingerprints && ![fingerprints].flat().includes(state.fingerprint))) return "new";
  // Who was shown the answer and then gives it has not known it.
  if (state.correct_at_attempt || (state.status === "correct" && !isShown(state))) return "correct";
  if (state.status === "saved") return "saved";
  return state.attempts || isShown(state) ? "tried" : "new";
}

/** Whether the learner asked to be shown the answer. */
export const isShown = (state) => isTime(state.shown);

const TIME = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
/** Is a value a time that there was? The thirtieth of February is none. */
export const isTime = (value) =>
  isText(value) && TIME.test(value) && new Date(`${value.slice(0, 10)}T00:00Z`).getUTCDate() === Number(value.slice(8, 10));
const isTry = (value) =>
  isRecord(value) && typeof value.right === "boolean" && isText(value.fingerprint) && isText(value.where) &&
  isTime(value.time) && [value.corrected, value.shown].every((time) => time == null || isTime(time));
const byTime = (a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0);

/**
 * The first tries of a question, oldest first; with fingerprints only those at these versions.
 * A state saved before tries were kept still tells of one: whether the first attempt was right.
 */
export function triesOf(state, fingerprints) {
  if (!state || state.status === "saved") return [];
  const { time, attempts, fingerprint, correct_at_attempt } = state;
  const told = attempts ? [{ time, right: correct_at_attempt === 1, fingerprint: fingerprint ?? "", where: "page" }] : [];
  const tries = (Array.isArray(state.tries) ? state.tries : told).filter(isTry).sort(byTime);
  return fingerprints ? tries.filter((each) => fingerprints.includes(each.fingerprint)) : tries;
}

/** The tries with the last one, if it was a miss, marked once: when it was put right, or when the answer was shown. */
export function marked(tries, mark, time) {
  const last = tries.at(-1);
  return !last || last.right || last[mark] ? tries : [...tries.slice(0, -1), { ...last, [mark]: time }];
}

/**
 * Note an answer among the first tries; returns what changes in the state.
 * Only first tries tell what a learner knew: the first answer to any version of the
 * question on its page, and the first in each review sitting, whose state begins empty.
 * A right answer after a miss is no try, but puts the miss right.
 */
export function firstTry(state, { right, sure, fingerprint, where, versions = [fingerprint] }, status, time) {
  if (status === "saved") return {};
  const tries = triesOf(state);
  const again = tries.some((each) => each.where === where && versions.includes(each.fingerprint));
  if (!again) return { tries: [...tries, { time, right, sure, fingerprint, where }] };
  return { tries: right ? marked(tries, "corrected", time) : tries };
}
