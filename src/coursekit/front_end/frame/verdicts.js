// What an answer is worth: the rules are those of coursekit.questions, kind by kind.

/** Kind -> its rule. Each kind's file enters its own. */
export const RULES = {};

/** What a page or a test may call: window.coursekit. */
export const API = { check };

/** Make a verdict; its parts are those of Python's Feedback. */
export function verdict(status, code, { message = "", count = null, total = null, credit, misconception = "" } = {}) {
  const usual = { correct: 1, not_yet: 0 };
  return { status, code, message, count, total, credit: credit ?? usual[status] ?? null, misconception: misconception || "" };
}
export const notAttempted = (code, parts) => verdict("not_attempted", code, parts);
export const correct = (spec, parts) => verdict("correct", "correct", { message: spec.explain, ...parts });

/** What is said of the wrong parts of an answer, and the first belief behind them: as Python's remarks. */
export function remarks(wrong, general = "") {
  const own = wrong.filter(({ feedback }) => feedback);
  const lines = own.map(({ text, feedback }) => (wrong.length === 1 ? feedback : `${text}: ${feedback}`));
  if (own.length < wrong.length) lines.push(general);
  return { message: lines.filter(Boolean).join("\n"), misconception: wrong.map((part) => part.misconception).find(Boolean) };
}

/** Judge an answer. Pure; never throws on a strange answer. */
export function check(spec, answer) {
  if (!spec.graded) return RULES[spec.kind](spec, answer);
  const empty = answer == null || (typeof answer === "object" ? !Object.keys(answer).length : !String(answer).trim());
  return empty ? notAttempted("answer_first") : verdict("saved", "graded");
}
