// The file of answers, as a page hands it out.

import { download } from "../shared/elements.js";
import { store } from "./saved.js";

export const FORMAT = "coursekit-progress";
const FILE = "coursekit-answers.json";

/** Download the saved answers to some questions; returns how many there are. What else the file says goes in front. */
export function downloadAnswers(ids, about, name = FILE) {
  const answers = Object.fromEntries(ids.map((id) => [id, store.read(id)]).filter(([, state]) => state));
  const file = { format: FORMAT, version: 1, ...about, saved: new Date().toISOString(), answers };
  download(name, JSON.stringify(file, null, 1), "application/json");
  return Object.keys(answers).length;
}
