/* The search itself: understands what was typed, asks MiniSearch, and says what it understood. */
const MOST_WORDS = 16;
const LONGEST_NAME = 6;
/** To try out spellings takes time: so many words of a page of gibberish are worth it. */
const TRIED = 4;
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
const LONGEST = 60;
const ROWS = [0, 1, 2].map(() => new Uint8Array(LONGEST + 4));

/** How many letters to add, drop, change or swap with a neighbour; more than `most` is not counted out. */
const distance = (first, second, most) => {
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let [older, old, now] = ROWS;
  for (let at = 0; at <= second.length; at += 1) old[at] = at;
  for (let row = 1; row <= first.length; row += 1) {
    now[0] = row;
    let least = row;
    for (let at = 1; at <= second.length; at += 1) {
      const change = first[row - 1] === second[at - 1] ? 0 : 1;
      let steps = Math.min(old[at] + 1, now[at - 1] + 1, old[at - 1] + change);
      if (change && row > 1 && at > 1 && first[row - 1] === second[at - 2] && first[row - 2] === second[at - 1]) {
        steps = Math.min(steps, older[at - 2] + 1);
      }
      now[at] = steps;
      if (steps < least) least = steps;
    }
    if (least > most) return most + 1;
    [older, old, now] = [old, now, older];
  }
  return old[second.length];
};

/** Which letters a word has, as bits; words that are near each other differ in few of them. */
const lettersOf = (word) => {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 31);
  return bits;
};
const howMany = (bits) => {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count += 1;
  return count;
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
  const partsOfNames = [...new Set(given.names.flatMap((forms) => forms.flatMap(partsOf)))];
  const rootsOfNames = new Set(partsOfNames.map(rootOf));
  const stands = (word) => words.has(word) || family.has(rootOf(word));
  const isKnown = (word) => stands(word) || rootsOfNames.has(rootOf(word));

  /** Names that a word only begins, or is only a part of. */
  const thingsWith = (word) => {
    if (stands(word) || word.length < 3) return [];
    const root = rootOf(word);
    return [...things].filter(([key]) => key.startsWith(word) || key.split(" ").includes(root)).slice(0, 6);
  };

  /* Near spellings: of words and of parts of names, the commoner ones first. */
  const sections = new Map(vocabulary.map((word, at) => [word, given.places[at].replace(/[^A-Z]/g, "").length]));
  const spellings = [...new Set([...vocabulary, ...partsOfNames])].filter((word) => word.length > 2 && word.length <= LONGEST && !hasDigit(word));
  const lettersOfSpellings = spellings.map(lettersOf);
  const nearest = (word, most) => {
    let best = most;
    let near = [];
    const letters = lettersOf(word);
    spellings.forEach((one, at) => {
      if (howMany(letters ^ lettersOfSpellings[at]) > 2 * best) return;
      const steps = distance(word, one, best);
      if (steps > best) return;
      if (steps < best) near = [];
      best = steps;
      near.push(one);
    });
    const rank = (one) => (sections.get(one) || 0) + (one[0] === word[0] ? 1000 : 0);
    return near.sort((one, other) => rank(other) - rank(one))[0] || "";
  };
  const nearby = new Map();
  const near = (word) => {
    if (!nearby.has(word)) nearby.set(word, allowed(word) ? nearest(word, allowed(word)) : "");
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
  const phrase = (name, weight) => all(partsOf(name).map((word) => (
    any([...new Set([word, ...(family.get(rootOf(word)) || [])])].map((one) => weighted(one, weight)))
  )));

  /** The words that are looked for: each spelt as the book spells it, and which were not. */
  const understood = (typed) => {
    const asked = cut(typed).map((one) => one.word.slice(0, LONGEST));
    const written = new Map(cut(typed).map(({ word, start, end }) => [word.slice(0, LONGEST), typed.slice(start, end)]));
    const telling = asked.filter((word) => !common.has(word) || things.has(word));
    const looked = [...new Set(telling)].slice(0, MOST_WORDS);
    const corrected = new Map();
    let unknown = 0;
    looked.forEach((word) => {
      if (isKnown(word) || hasDigit(word) || begun(word).length || thingsWith(word).length) return;
      unknown += 1;
      const close = unknown <= TRIED ? near(word) : "";
      if (close) corrected.set(word, close);
    });
    return { looked, corrected, written, onlyCommon: asked.length > 0 && !telling.length };
  };

  /** Neighbouring words that name one thing go together, with its other names. */
  const units = (looked, corrected) => {
    const made = [];
    for (let at = 0; at < looked.length;) {
      let length = Math.min(LONGEST_NAME, looked.length - at);
      let key = "";
      for (; length > 0; length -= 1) {
        key = looked.slice(at, at + length).map((word) => rootOf(corrected.get(word) || word)).join(" ");
        if (things.has(key)) break;
      }
      const own = looked.slice(at, at + Math.max(1, length));
      const asked = own.map((word) => question(corrected.get(word) || word));
      const one = asked.length === 1 ? asked[0] : all(asked);
      const named = things.get(key) || (own.length === 1 ? thingsWith(own[0]).flatMap(([, names]) => [...names]) : []);
      const others = [...new Set(named)].filter((name) => name !== own.join(" ") && partsOf(name).length);
      // The first name is the usual one.
      made.push(others.length ? any([one, ...others.map((name, place) => phrase(name, place ? 0.25 : 0.6))]) : one);
      at += own.length;
    }
    return made;
  };

  /** What names just what was typed comes first, then what names it among other words. */
  const headings = new Map();
  const closeness = (section, roots) => {
    if (!headings.has(section)) {
      const heading = cut(given.sections[section][2]).filter(({ word }) => !common.has(word));
      headings.set(section, heading.map(({ word }) => rootOf(word)).join(" "));
    }
    const heading = headings.get(section);
    return heading === roots ? 2 : ` ${heading} `.includes(` ${roots} `) ? 1.3 : 1;
  };

  const ask = (query) => found.search(query, { boost: given.fields });

  const search = (typed) => {
    const { looked, corrected, written, onlyCommon } = understood(typed);
    const answer = { looked, onlyCommon, instead: [], offered: "", partly: false, results: [] };
    if (!looked.length) return answer;
    answer.instead = [...corrected].map(([word, better]) => [written.get(word), better]);
    const roots = looked.map((word) => rootOf(corrected.get(word) || word)).join(" ");
    const asked = units(looked, corrected);
    let results = ask(all(asked));
    if (!results.length && asked.length > 1) {
      results = ask(any(asked));
      answer.partly = results.length > 0;
    }
    if (!results.length) {
      const better = looked.slice(0, TRIED).map((word) => (isKnown(word) || allowed(word) === 0 ? word : nearest(word, allowed(word) + 1) || word));
      answer.offered = better.some((word, at) => word !== looked[at]) ? better.join(" ") : "";
    }
    answer.results = results
      .map(({ id, match, score }) => ({ section: id, words: Object.keys(match), score: score * closeness(id, roots) }))
      .sort((one, other) => other.score - one.score);
    return answer;
  };

  return { search, rootOf, vocabulary, pages: given.pages, sections: given.sections };
};
