/* The search itself: understands what was typed, asks MiniSearch, and says what it understood. */
const MOST_WORDS = 16;
const LONGEST_NAME = 6;
const hasDigit = (word) => /\d/.test(word);
const isCyrillic = (word) => /[\u0400-\u04ff]/.test(word);

/* ---- the index as it travels, made into what MiniSearch reads ---- */
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

const uncoded = (coded) => {
  let before = "";
  return coded.split(" ").map((part) => (before = before.slice(0, DIGITS.indexOf(part[0])) + part.slice(1)));
};

/** Where one word stands: field -> section -> how often; see search_index.py. */
const placesOf = (coded) => {
  const fields = {};
  let here = null;
  let section = 0;
  let distance = 0;
  for (const sign of coded) {
    const code = sign.charCodeAt(0);
    if (code < 48) here[section] += 1;
    else if (code < 58) {
      here = fields[sign] = {};
      section = 0;
    } else if (code > 96) distance = distance * 26 + code - 97;
    else {
      section += distance * 26 + code - 65;
      distance = 0;
      here[section] = 1;
    }
  }
  return fields;
};

const miniSearch = (vocabulary, places, fieldNames, sections) => {
  const lengths = Array.from({ length: sections }, () => fieldNames.map(() => 0));
  const index = vocabulary.map((word, at) => [word, placesOf(places[at])]);
  index.forEach(([, fields]) => Object.entries(fields).forEach(([field, counts]) => {
    Object.entries(counts).forEach(([section, count]) => { lengths[section][field] += count; });
  }));
  const ids = Object.fromEntries(lengths.map((_, section) => [section, section]));
  return MiniSearch.loadJS({
    documentCount: sections,
    nextId: sections,
    documentIds: ids,
    fieldIds: Object.fromEntries(fieldNames.map((field, at) => [field, at])),
    fieldLength: Object.fromEntries(lengths.map((counts, section) => [section, counts])),
    averageFieldLength: fieldNames.map((_, field) => Math.max(1, lengths.reduce((sum, counts) => sum + counts[field], 0) / sections)),
    storedFields: {},
    dirtCount: 0,
    index,
    serializationVersion: 2,
  }, { fields: fieldNames, tokenize: (text) => [text], processTerm: (term) => term });
};

/* ---- forms of a word ---- */
/** An English word without -s, -ed, -ing and the like; the same on both sides, so it need not be a word. */
const englishRoot = (word) => {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  const rest = word
    .replace(/(?:ies|ied|ying)$/, "y")
    .replace(/(?:([sxz]|ch|sh)es|([^sui])s)$/, "$1$2");
  const plain = rest.replace(/(?:ed|ing)$/, "");
  const stem = plain.length > 3 && /[aeiouy]/.test(plain) ? plain : rest;
  return stem.replace(/([bdgmnprt])\1$/, "$1").replace(/e$/, "").replace(/(?:is|y)$/, "i");
};

/** For a Cyrillic word: the longest known stem that it begins with, if the rest is an ending. */
const rootFinder = (stems, endings) => {
  const known = Object.entries(stems).map(([language, list]) => [
    new Map(list.split(" ").filter(Boolean).map((one) => { const [begun, stem] = one.split(":"); return [begun, stem || begun]; })),
    new RegExp(`^(?:${endings[language]})$`),
  ]);
  const cyrillicRoot = (word) => {
    for (let length = word.length; length > 1; length -= 1) {
      const begun = word.slice(0, length);
      for (const [beginnings, ending] of known) {
        if (beginnings.has(begun) && (length === word.length || ending.test(word.slice(length)))) return beginnings.get(begun);
      }
    }
    return word;
  };
  return (word) => (hasDigit(word) ? word : isCyrillic(word) ? cyrillicRoot(word) : englishRoot(word));
};

/* ---- near spellings ---- */
/** How many letters to add, drop, change or swap with a neighbour; more than `most` is not counted out. */
const distance = (first, second, most) => {
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let older = [];
  let old = Array.from({ length: second.length + 1 }, (_, at) => at);
  for (let row = 1; row <= first.length; row += 1) {
    const now = [row];
    let least = row;
    for (let at = 1; at <= second.length; at += 1) {
      const same = first[row - 1] === second[at - 1];
      let steps = Math.min(old[at] + 1, now[at - 1] + 1, old[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && first[row - 1] === second[at - 2] && first[row - 2] === second[at - 1]) {
        steps = Math.min(steps, older[at - 2] + 1);
      }
      now.push(steps);
      least = Math.min(least, steps);
    }
    if (least > most) return most + 1;
    older = old;
    old = now;
  }
  return old[second.length];
};

/** Two mistakes in a long word, one in a short one, none in very short ones and in numbers. */
const allowed = (word) => (hasDigit(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

const engineOf = (given) => {
  const vocabulary = uncoded(given.words);
  const fieldNames = Object.keys(given.fields);
  const found = miniSearch(vocabulary, given.places, fieldNames, given.sections.length);
  const rootOf = rootFinder(given.stems, given.endings);
  const common = new Set(given.common);
  const words = new Set(vocabulary);
  const family = new Map();
  vocabulary.forEach((word) => {
    const root = rootOf(word);
    if (family.has(root)) family.get(root).push(word);
    else family.set(root, [word]);
  });

  /* Names of one thing, by the roots of their words. */
  const things = new Map();
  const partsOf = (name) => name.split(" ").filter((word) => !common.has(word));
  given.names.forEach((forms) => forms.forEach((form) => {
    const key = partsOf(form).map(rootOf).join(" ");
    if (key) things.set(key, new Set([...(things.get(key) || []), ...forms]));
  }));
  const spellings = [...new Set([...vocabulary, ...given.names.flatMap((forms) => forms.flatMap(partsOf))])];
  const isKnown = (word) => words.has(word) || family.has(rootOf(word)) || things.has(rootOf(word));

  /** Names that begin with a word of which only the beginning is typed. */
  const thingsBegun = (word) => (word.length < 3 || isKnown(word) ? [] : [...things].filter(([key]) => key.startsWith(word)).slice(0, 6));

  const howOften = (word) => (family.get(rootOf(word)) || []).length;
  const nearest = (word, most) => {
    let best = most;
    let near = [];
    spellings.forEach((one) => {
      if (hasDigit(one) || one.length < 3) return;
      const steps = distance(word, one, best);
      if (steps > best) return;
      if (steps < best) near = [];
      best = steps;
      near.push(one);
    });
    return near.sort((one, other) => (one[0] === word[0] ? 0 : 1) - (other[0] === word[0] ? 0 : 1) || howOften(other) - howOften(one)).slice(0, 3);
  };
  const nearby = new Map();
  const near = (word) => {
    if (!nearby.has(word)) nearby.set(word, allowed(word) ? nearest(word, allowed(word)) : []);
    return nearby.get(word);
  };
  const begun = (word) => (hasDigit(word) && !/^[a-z]{2}/.test(word)) || word.length < 2 ? [] : startingWith(word);
  const startingWith = (word) => {
    let low = 0;
    let high = vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < word) low = middle + 1;
      else high = middle;
    }
    let last = low;
    while (last < vocabulary.length && vocabulary[last].startsWith(word)) last += 1;
    return vocabulary.slice(low, last);
  };

  /* ---- what was typed, as a question to MiniSearch ---- */
  const weighted = (word, weight, more) => ({ queries: [word], boostDocument: () => weight, ...more });
  const any = (queries) => ({ combineWith: "OR", queries });
  const all = (queries) => ({ combineWith: "AND", queries });

  /** One word: itself, its forms, words that begin with it. */
  const question = (word) => {
    const forms = (family.get(rootOf(word)) || []).filter((one) => one !== word);
    const longer = isKnown(word) ? word.length > 3 && !hasDigit(word) : begun(word).length > 0;
    return any([
      weighted(word, 1),
      ...forms.map((one) => weighted(one, 0.8)),
      ...(longer ? [weighted(word, isKnown(word) ? 0.3 : 0.7, { prefix: true, weights: { prefix: 1, fuzzy: 0 } })] : []),
    ]);
  };
  const phrase = (name, weight) => {
    const parts = partsOf(name);
    return { ...all(parts.map((word) => any([word, ...(family.get(rootOf(word)) || []).filter((one) => one !== word)].map((one) => weighted(one, weight))))) };
  };

  /** The words that are looked for: each spelt as the book spells it, and which were not. */
  const understood = (typed) => {
    const asked = cut(typed).map((one) => one.word.slice(0, 60));
    const telling = asked.filter((word) => !common.has(word) || things.has(word));
    const looked = [...new Set(telling)].slice(0, MOST_WORDS);
    const corrected = new Map();
    let unknown = 0;
    looked.forEach((word) => {
      if (isKnown(word) || hasDigit(word) || begun(word).length || thingsBegun(word).length) return;
      unknown += 1;
      // To try out spellings takes time: a page of gibberish is not worth it.
      const close = unknown <= 4 ? near(word) : [];
      if (close.length) corrected.set(word, close);
    });
    return { looked, corrected, onlyCommon: asked.length > 0 && !telling.length };
  };

  /** Neighbouring words that name one thing go together, with its other names. */
  const units = (looked, corrected) => {
    const made = [];
    for (let at = 0; at < looked.length;) {
      let length = Math.min(LONGEST_NAME, looked.length - at);
      let key = "";
      for (; length > 0; length -= 1) {
        key = looked.slice(at, at + length).map((word) => rootOf(corrected.has(word) ? corrected.get(word)[0] : word)).join(" ");
        if (things.has(key)) break;
      }
      const own = looked.slice(at, at + Math.max(1, length));
      const asked = own.map((word) => (corrected.has(word) ? any(corrected.get(word).map(question)) : question(word)));
      const named = things.get(key) || (own.length === 1 ? thingsBegun(own[0]).flatMap(([, names]) => [...names]) : []);
      const others = [...new Set(named)].filter((name) => name !== own.join(" ") && partsOf(name).length);
      const one = asked.length === 1 ? asked[0] : all(asked);
      made.push(others.length ? any([one, ...others.map((name) => phrase(name, 0.5))]) : one);
      at += own.length;
    }
    return made;
  };

  const ask = (query) => found.search(query, { boost: given.fields });

  const search = (typed) => {
    const { looked, corrected, onlyCommon } = understood(typed);
    const answer = { looked, onlyCommon, instead: [], offered: "", partly: false, results: [] };
    if (!looked.length) return answer;
    answer.instead = [...corrected].map(([word, close]) => [word, close[0]]);
    const asked = units(looked, corrected);
    let results = ask(all(asked));
    if (!results.length && asked.length > 1) {
      results = ask(any(asked));
      answer.partly = results.length > 0;
    }
    if (!results.length) {
      const better = looked.map((word) => (isKnown(word) || hasDigit(word) ? word : nearest(word, word.length < 8 ? 2 : 3)[0] || word));
      answer.offered = better.some((word, at) => word !== looked[at]) ? better.join(" ") : "";
    }
    answer.results = results.map(({ id, match }) => ({ section: id, words: Object.keys(match), score: 0 }));
    return answer;
  };

  return { search, rootOf, vocabulary, pages: given.pages, sections: given.sections };
};
