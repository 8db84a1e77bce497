/* The search page: what is typed is looked for as it is typed. It keeps nothing and asks for no storage. */
const FIRST = 15;
const EXCERPT = 230;
const form = document.querySelector(".search-form");
const field = form.querySelector("input");
const status = document.getElementById("search-status");
const remarks = document.getElementById("search-remarks");
const kindsBar = document.getElementById("search-kinds");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const start = document.getElementById("search-start");
const root = document.documentElement.dataset.content_root || "";

const say = (key, values = {}) => SAID[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const element = (name, className, ...content) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
};
const linkTo = (query) => Object.assign(element("a", "", query), { href: `?q=${encodeURIComponent(query)}` });

/* ---- index and texts: plain scripts, each loaded once and only when it is needed ---- */
const waiting = new Map();
const load = (name) => {
  if (!waiting.has(name)) {
    waiting.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}_static/search/${name}?${MARK}`;
      script.onload = resolve;
      script.onerror = () => { waiting.delete(name); script.remove(); reject(new Error(name)); };
      document.head.append(script);
    }));
  }
  return waiting.get(name);
};
let engine = null;
let firstOf = [];
const texts = [];
window.courseSearch = {
  take(index) {
    engine = engineOf(index);
    firstOf = index.pages.map((_, page) => index.sections.findIndex(([of]) => of === page));
  },
  texts(page, given) { texts[page] = given; },
  search: (typed) => engine.search(typed),
  get engine() { return engine; },
  cut,
};

/* ---- what is shown ---- */
/** A text with some of its words marked. */
const marked = (text, words, from = 0, to = text.length) => {
  const made = document.createDocumentFragment();
  let at = from;
  cut(text.slice(from, to)).forEach(({ word, start: begins, end }) => {
    if (!words.has(word)) return;
    made.append(text.slice(at, from + begins), element("mark", "", text.slice(from + begins, from + end)));
    at = from + end;
  });
  made.append(text.slice(at, to));
  return made;
};

/** The part of a text that has most of the different words; its beginning if it has none. */
const bestPart = (text, words) => {
  const hits = cut(text).filter(({ word }) => words.has(word));
  let best = { from: 0, many: 0 };
  hits.forEach((hit, at) => {
    const inside = hits.slice(at).filter(({ end }) => end - hit.start < EXCERPT - 40);
    const many = new Set(inside.map(({ word }) => word)).size * 10 + Math.min(inside.length, 9);
    if (many > best.many) best = { from: hit.start, many };
  });
  const begin = Math.max(0, Math.min(best.from - 60, text.length - EXCERPT));
  const from = begin > 0 ? text.indexOf(" ", begin) + 1 : 0;
  const end = Math.min(text.length, from + EXCERPT);
  return [from, end < text.length ? Math.max(text.lastIndexOf(" ", end), from + EXCERPT - 40) : end];
};

const excerpt = (text, words) => {
  const [from, to] = bestPart(text, words);
  return element("p", "found-text", from > 0 ? "… " : "", marked(text, words, from, to), to < text.length ? " …" : "");
};

const address = (section, words) => {
  const [page, anchor] = engine.sections[section];
  const query = `?words=${encodeURIComponent(words.slice(0, 12).join(" "))}`;
  return `${root}${engine.pages[page][0]}${query}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`;
};

const item = ({ section, words }) => {
  const [page, , heading, above] = engine.sections[section];
  const [, title] = engine.pages[page];
  const found = new Set(words);
  const link = element("a", "found-link", marked(heading, found));
  link.href = address(section, words);
  const where = element("p", "found-where", element("span", "found-kind", SAID[`kind_${kindOf({ section })}`]));
  [title, above].filter((one) => one && one !== heading).forEach((one) => where.append(element("span", "", one)));
  const made = element("li", "found", where, element("h2", "", link));
  load(`texts-${page}.js`).then(() => {
    const text = texts[page][section - firstOf[page]];
    if (text) made.append(excerpt(text, found));
  }, () => { /* without its text a result still opens */ });
  return made;
};

let answer = null;
let shown = 0;
let onlyKind = "";
/* A register is a page; what its rows are, its kind says. */
const REGISTERS = new Set(["event", "claim", "document", "term", "work"]);
const kindOf = ({ section }) => {
  const [page, , , , isRow] = engine.sections[section];
  const kind = engine.pages[page][2];
  return REGISTERS.has(kind) && !isRow ? "page" : kind;
};
const wanted = () => answer.results.filter((result) => !onlyKind || kindOf(result) === onlyKind);

const showMore = (count) => {
  const results = wanted();
  results.slice(shown, shown + count).forEach((result) => list.append(item(result)));
  shown = Math.min(results.length, shown + count);
  more.hidden = shown >= results.length;
};

const showKinds = () => {
  const counts = new Map();
  answer.results.forEach((result) => counts.set(kindOf(result), (counts.get(kindOf(result)) || 0) + 1));
  kindsBar.replaceChildren();
  kindsBar.hidden = counts.size < 2;
  [["", answer.results.length], ...[...counts].sort((one, other) => other[1] - one[1])].forEach(([kind, count]) => {
    const button = element("button", "kind-button", kind ? SAID[`kinds_${kind}`] : SAID.all_kinds, " ", element("span", "kind-count", String(count)));
    button.type = "button";
    button.setAttribute("aria-pressed", String(kind === onlyKind));
    button.addEventListener("click", () => {
      onlyKind = kind;
      [...kindsBar.children].forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
      showResults();
    });
    kindsBar.append(button);
  });
};

const showResults = () => {
  list.replaceChildren();
  shown = 0;
  showMore(FIRST);
  status.textContent = say("count", { n: wanted().length });
};

/** A folded word as the book writes it, as far as a title shows it. */
const asWritten = (word) => {
  for (const [, , heading] of engine.sections) {
    const one = cut(heading).find((part) => part.word === word);
    if (one) return heading.slice(one.start, one.end);
  }
  return word;
};

const offer = (key, typed, better) => {
  const [before, after] = say(key, { typed, better: "\u0000" }).split("\u0000");
  return element("p", "", before, linkTo(better), after);
};

const showRemarks = (typed) => {
  remarks.replaceChildren();
  const query = typed.length > 80 ? `${typed.slice(0, 80)} …` : typed;
  if (answer.onlyCommon) remarks.append(element("p", "", say("too_common")));
  else if (!answer.looked.length) remarks.append(element("p", "", say("no_word")));
  else if (!answer.results.length) {
    remarks.append(element("p", "search-none", say("none", { typed: query })));
    if (answer.offered) remarks.append(offer("mean", query, answer.offered.split(" ").map(asWritten).join(" ")));
    else remarks.append(element("p", "", say("none_help")));
  } else {
    answer.instead.forEach(([word, better]) => remarks.append(offer("instead", word, asWritten(better))));
    if (answer.partly) remarks.append(element("p", "", say("partly")));
  }
};

/* ---- from a key to its answer ---- */
let asked = null;
const clear = () => {
  [remarks, list, kindsBar].forEach((one) => one.replaceChildren());
  kindsBar.hidden = more.hidden = true;
  status.textContent = "";
  list.dataset.asked = "";
  start.hidden = false;
};

const look = () => {
  const typed = field.value.trim();
  if (typed === asked) return;
  asked = typed;
  if (!typed) { clear(); return; }
  start.hidden = true;
  if (!engine) status.textContent = say("loading");
  load("index.js").then(() => {
    if (typed !== asked) return;
    answer = engine.search(typed);
    onlyKind = "";
    showKinds();
    showResults();
    showRemarks(typed);
    list.dataset.asked = typed;
  }, () => {
    asked = null;
    status.textContent = say("no_index");
  });
};

/** The address keeps the question, so that the way back leads to the results. */
const remember = () => {
  const typed = field.value.trim();
  try {
    history.replaceState(null, "", typed ? `?q=${encodeURIComponent(typed)}` : location.pathname);
  } catch {
    // From disk some browsers let only the part behind # change.
    try { history.replaceState(null, "", `#q=${encodeURIComponent(typed)}`); } catch { /* then it is not kept */ }
  }
};

/** What the address asks for; an address that cannot be read asks for what it says. */
const asksFor = () => {
  const [, , coded] = /[#?&](q)=([^&#]*)/.exec(location.hash) || /[?&](q)=([^&#]*)/.exec(location.search) || [];
  if (!coded) return "";
  const spaced = coded.replace(/\+/g, " ");
  try { return decodeURIComponent(spaced); } catch { return spaced; }
};

let timer = 0;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => { look(); remember(); }, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  look();
  remember();
});
more.addEventListener("click", () => {
  const next = shown;
  showMore(FIRST);
  list.children[next].querySelector("a").focus();
});
addEventListener("hashchange", () => { field.value = asksFor(); look(); });
addEventListener("pageshow", () => {
  if (!field.value) field.value = asksFor();
  look();
});
["focus", "keydown"].forEach((kind) => field.addEventListener(kind, () => load("index.js").catch(() => { /* said when it is needed */ }), { once: true }));
field.value = asksFor();
if (field.value) look();
else field.focus();
