/* On the page that a result opens: the words are marked where it opens, until they are put away. */
const HIDDEN = "script, style, svg, textarea, button, input, select, [data-ck], .ck-live, [role='tooltip'], .visually-hidden";
const MOST_MARKS = 200;
const say = (key, values = {}) => SAID[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

const wantedWords = () => {
  const coded = /[?&]words=([^&#]*)/.exec(location.search);
  try { return new Set(cut(decodeURIComponent(coded[1].replace(/\+/g, " "))).map(({ word }) => word)); } catch { return new Set(); }
};

/** Where the result opens: the section or row of the anchor, or the whole text. */
const place = () => {
  const article = document.querySelector(".article") || document.body;
  let anchor = "";
  try { anchor = decodeURIComponent(location.hash.slice(1)); } catch { /* no such place */ }
  const target = anchor && document.getElementById(anchor);
  if (!target || !article.contains(target)) return article;
  return /^H[1-6]$/.test(target.tagName) ? target.parentElement : target;
};

const markWords = (words, inside) => {
  const walker = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT, (node) => (
    node.parentElement.closest(HIDDEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
  ));
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const made = [];
  nodes.forEach((node) => {
    const hits = cut(node.data).filter(({ word }) => words.has(word));
    // From the last to the first, so that what stands before keeps its place.
    const here = hits.reverse().map(({ start, end }) => {
      const word = node.splitText(start);
      word.splitText(end - start);
      const mark = document.createElement("mark");
      mark.className = "search-mark";
      word.replaceWith(mark);
      mark.append(word);
      return mark;
    });
    made.push(...here.reverse());
  });
  return made.slice(0, MOST_MARKS);
};

const unmark = () => document.querySelectorAll("mark.search-mark").forEach((mark) => {
  const around = mark.parentNode;
  mark.replaceWith(...mark.childNodes);
  around.normalize();
});

const button = (text, className, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: text });
  made.addEventListener("click", act);
  return made;
};

const bar = (marks) => {
  const made = document.createElement("div");
  made.className = "marks-bar";
  made.setAttribute("role", "region");
  made.setAttribute("aria-label", say("marks_label"));
  const count = Object.assign(document.createElement("span"), { className: "marks-count", textContent: say("marks_count", { n: marks.length }) });
  let at = -1;
  const next = button(say("marks_next"), "marks-button", () => {
    at = (at + 1) % marks.length;
    marks.forEach((mark, number) => mark.classList.toggle("search-mark-here", number === at));
    marks[at].scrollIntoView({ block: "center" });
    count.textContent = say("marks_at", { at: at + 1, n: marks.length });
  });
  count.setAttribute("role", "status");
  const away = () => { unmark(); made.remove(); document.removeEventListener("keydown", onKey); };
  const onKey = (event) => { if (event.key === "Escape" && !event.defaultPrevented) away(); };
  document.addEventListener("keydown", onKey);
  made.append(count, next, button(say("marks_away"), "marks-button", away));
  return made;
};

const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("search.css", document.currentScript.src).href });

const show = () => {
  const words = wantedWords();
  if (!words.size) return;
  document.head.append(style);
  const inside = place();
  for (let fold = inside.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const marks = markWords(words, inside);
  if (!marks.length) return;
  marks.forEach((mark) => { const closed = mark.closest("details:not([open])"); if (closed && !closed.matches(".reveal")) closed.open = true; });
  document.body.append(bar(marks));
  // Folds that opened and marks that were added moved the place; it is shown again.
  if (location.hash) inside.scrollIntoView();
};
show();
