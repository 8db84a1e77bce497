// Handing in: the answers to the questions of one assignment as a file with the student's number.

import { downloadAnswers } from "../saving/answer_file.js";
import { button, h } from "../shared/elements.js";
import { standing, storage, store } from "../saving/saved.js";
import { KINDS } from "../frame/question.js";

/** The name of the file: course, assignment and student; letters and figures of every script, as a file system takes them. */
function handinName(course, assignment, student) {
  const tidy = student.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  return `${[course, assignment, tidy].filter(Boolean).join("-")}.json`;
}

KINDS.handin = ({ el, spec, t }) => {
  const { course, assignment, questions } = spec;
  const field = h("input", { type: "text", autocomplete: "off", spellcheck: "false", maxlength: 60, input: tell });
  const said = h("p", { role: "status" });
  const name = h("code");
  const count = h("p");
  const refused = h("p");

  function tell() {
    const done = questions.filter(({ id, fingerprints }) => standing(store.read(id), fingerprints) === "saved").length;
    count.textContent = t("handin_count", { n: done, total: questions.length });
    name.textContent = handinName(course, assignment, field.value);
    refused.textContent = storage.refused ? t(`not_saved_${storage.refused}`) : "";
  }

  function hand() {
    const student = field.value.trim();
    const about = { course: spec.version, assignment, ...(student && { student }) };
    const n = downloadAnswers(questions.map(({ id }) => id), about, handinName(course, assignment, student));
    said.textContent = t(n ? "handin_done" : "handin_empty", { n });
  }

  tell();
  el.replaceChildren(h("div", { class: "ck-progress ck-handin" },
    count, refused,
    h("label", { class: "ck-text" }, h("span", {}, t("handin_student")), field),
    h("p", {}, t("handin_file"), " ", name),
    h("div", { class: "ck-actions" }, button(t("handin_download"), hand, { class: "ck-main" })),
    said));
  // The questions stand on the same page; whatever happens to them, or elsewhere, is counted anew.
  const events = ["click", "input", "submit", "storage", "pageshow"];
  const later = () => queueMicrotask(tell);
  events.forEach((event) => window.addEventListener(event, later));
  return () => events.forEach((event) => window.removeEventListener(event, later));
};
