// What answers have in common, whatever the kind.
import { isRecord } from "../saving/saved.js";

/** Return what an answer of any shape says: a Map from some of the keys to one of the values each. */
export function chosenOf(answer, keys, values) {
  const given = isRecord(answer) ? keys.filter((key) => Object.hasOwn(answer, key) && values.includes(answer[key])) : [];
  return new Map(given.map((key) => [key, answer[key]]));
}

/** Return the keys of options, cards, places: whatever is told apart by key. */
export const keysOf = (things) => things.map(({ key }) => key);
