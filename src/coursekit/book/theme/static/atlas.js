/* The page's own behaviour. The page is complete without it: this only adds comfort. */
(() => {
  "use strict";
  const root = document.documentElement;
  const say = document.body.dataset;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const element = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });

  /* ---- colours: auto, light, dark ---- */
  const KEY = "coursekit:theme";
  const MODES = ["auto", "light", "dark"];
  const button = document.querySelector("[data-theme-button]");
  const mode = () => root.dataset.theme || "auto";

  const nameMode = () => {
    const label = button.querySelector("[data-theme-label]");
    label.textContent = label.dataset[mode()];
    button.dataset.mode = mode();
  };

  const setMode = (value) => {
    if (value === "auto") delete root.dataset.theme;
    else root.dataset.theme = value;
    try {
      if (value === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, value);
    } catch { /* private window: the choice lasts for this page */ }
    nameMode();
    document.querySelector("[data-theme-status]").textContent = button.textContent.replace(/\s+/g, " ").trim();
  };

  if (button) {
    button.hidden = false;
    nameMode();
    button.addEventListener("click", () => setMode(MODES[(MODES.indexOf(mode()) + 1) % MODES.length]));
    addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      if (event.newValue) root.dataset.theme = event.newValue;
      else delete root.dataset.theme;
      nameMode();
    });
  }

  /* ---- contents: a drawer on small screens; the browser opens it, Esc closes it ---- */
  const nav = document.getElementById("site-nav");
  const wide = matchMedia("(min-width: 62.5em)");
  const others = all(".site-header > :not(.nav-button), #main, .page-toc, .site-footer, .skip-link");
  if (nav && nav.showPopover) {
    nav.addEventListener("toggle", (event) => {
      const open = event.newState === "open";
      others.forEach((other) => { other.inert = open; });
      [["role", "dialog"], ["aria-modal", "true"], ["aria-label", nav.querySelector("nav").ariaLabel]].forEach(([name, value]) => {
        if (open) nav.setAttribute(name, value);
        else nav.removeAttribute(name);
      });
      if (!open) return;
      const target = nav.querySelector("[aria-current]") || nav.querySelector("a");
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    });
    nav.addEventListener("click", (event) => {
      if (event.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
    });
    wide.addEventListener("change", () => { if (nav.matches(":popover-open")) nav.hidePopover(); });
    const here = nav.querySelector("[aria-current]");
    if (here && wide.matches) {
      const middle = here.offsetTop - nav.clientHeight / 2;
      if (middle > 0) nav.scrollTop = middle;
    }
  }

  /* ---- the source of a fact: under its word, inside its column; Esc puts it away ---- */
  const place = (event) => {
    const wrap = event.target.closest && event.target.closest(".fact-wrap");
    if (!wrap || wrap.contains(event.relatedTarget)) return;
    const [word, note] = wrap.children;
    wrap.classList.remove("dismissed");
    const host = note && note.offsetParent;
    if (!host) return;
    const frame = host.getBoundingClientRect();
    const lines = [...word.getClientRects()];
    const room = Math.min(frame.right, innerWidth - 12) - frame.left - note.offsetWidth;
    note.style.setProperty("--note-x", `${Math.max(0, Math.min(lines[0].left - frame.left, room))}px`);
    note.style.setProperty("--note-y", `${lines[lines.length - 1].bottom - frame.top + 4}px`);
  };
  document.addEventListener("pointerover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all(".fact-wrap").filter((wrap) => wrap.matches(":hover, :focus-within")).forEach((wrap) => wrap.classList.add("dismissed"));
  });
  /* Without a mouse the first touch shows the source, the second follows the link. */
  let touched = null;
  document.addEventListener("click", (event) => {
    /* A link inside a note is followed at once. */
    if (event.target.closest(".fact-source a")) return;
    const word = event.target.closest(".fact-wrap > .fact");
    if (!word || !matchMedia("(hover: none)").matches) { touched = null; return; }
    if (touched === word || event.detail === 0) return;
    event.preventDefault();
    touched = word;
    word.focus();
    const note = word.nextElementSibling;
    if (!note.querySelector(".tap-hint")) note.append(element("span", "tap-hint", say.tap));
  });

  /* ---- code is copied without prompts and results ---- */
  const typed = (block) => {
    const copy = block.cloneNode(true);
    all(".linenos", copy).forEach((number) => number.remove());
    const prompts = all(".gp", copy);
    if (!prompts.length) return copy.textContent.replace(/\n+$/, "");
    /* A line that was typed begins with a prompt: marked, so that a result which looks like one is not taken. */
    prompts.forEach((prompt) => { prompt.textContent = "\u0001"; });
    return copy.textContent.split("\n").filter((line) => line[0] === "\u0001").map((line) => line.slice(1)).join("\n");
  };
  /* Where the browser gives no clipboard, an older way; where it allows neither, the code is left selected. */
  const toClipboard = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not here */ }
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  all("main div.highlight > pre").filter((block) => !block.closest(".cell_output")).forEach((block) => {
    const row = element("div", "copy-row", "");
    const press = Object.assign(element("button", "copy-code", say.copy), { type: "button" });
    const told = element("span", "copy-told", "");
    told.setAttribute("role", "status");
    press.addEventListener("click", async () => {
      const done = await toClipboard(typed(block));
      press.focus();
      if (!done) getSelection().selectAllChildren(block);
      told.textContent = done ? say.copied : say.byHand;
    });
    row.append(press, told);
    block.after(row);
  });

  /* ---- from disk a browser shows a notebook as text: a script carries it, and it is saved under its own name ---- */
  const save = ({ name, text }) => {
    const url = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  document.addEventListener("coursekit:file", (event) => save(event.detail));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[download]");
    if (!link || link.protocol !== "file:" || !link.pathname.endsWith(".ipynb")) return;
    event.preventDefault();
    const carrier = Object.assign(document.createElement("script"), { src: `${link.href}.js`, onload: () => carrier.remove() });
    document.head.append(carrier);
  });

  /* ---- whatever scrolls sideways can be reached and is named ---- */
  const nameScrollers = () => {
    all(".table-scroll, .table-box, .cell_output .output, div.highlight pre, .chart-table > div, .article table").forEach((box) => {
      const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
      if (scrolls && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
        if (!box.hasAttribute("role") && box.tagName !== "TABLE") {
          box.setAttribute("role", "group");
          box.setAttribute("aria-label", box.querySelector("table") ? say.table : say.code);
        }
      }
    });
  };
  nameScrollers();
  addEventListener("resize", nameScrollers);
  document.addEventListener("toggle", nameScrollers, true);

  /* A header cell with nothing in it is no header; a label must not differ from the words seen. */
  all("table.dataframe th").forEach((cell) => {
    if (cell.textContent.trim()) return;
    const empty = document.createElement("td");
    empty.colSpan = cell.colSpan;
    cell.replaceWith(empty);
  });
  /* Columns of words stand on the left, columns of numbers on the right. */
  all("table.dataframe").forEach((table) => {
    const body = table.tBodies[0] ? [...table.tBodies[0].rows] : [];
    const columns = body.length ? body[0].cells.length : 0;
    for (let at = 1; at < columns; at += 1) {
      const cells = body.map((row) => row.cells[at]).filter(Boolean);
      if (cells.every((cell) => /^([-−+]?\d[\d\s.,%]*(e[-+]?\d+)?|nan|none|<na>|nat)?$/i.test(cell.textContent.trim()))) continue;
      const heads = [...table.tHead.rows].filter((row) => row.cells.length === columns).map((row) => row.cells[at]);
      [...cells, ...heads].forEach((cell) => cell.classList.add("words"));
    }
  });
  all("details.hide > summary[aria-label]").forEach((summary) => summary.removeAttribute("aria-label"));

  /* ---- "on this page" follows the reader ---- */
  const toc = all(".page-toc a[href^='#']").filter((link) => link.hash.length > 1);
  const sections = toc
    .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, section]) => section);
  if (sections.length && "IntersectionObserver" in window) {
    const seen = new Set();
    const watcher = new IntersectionObserver((entries) => {
      entries.forEach((entry) => seen[entry.isIntersecting ? "add" : "delete"](entry.target));
      const reached = sections.filter(([, section]) => seen.has(section)).pop();
      if (!reached) return;
      toc.forEach((link) => link.removeAttribute("aria-current"));
      reached[0].setAttribute("aria-current", "true");
    }, { rootMargin: "-15% 0px -70% 0px" });
    sections.forEach(([, section]) => watcher.observe(section));
  }

  /* ---- print opens what is folded and writes the sources of facts out, as notes ---- */
  let undo = [];
  /* A figure that waits for an estimate stands at the end: its title would give the answer away. */
  const estimateFirst = () => {
    const waiting = all(".predict > details.reveal:not([open])");
    if (!waiting.length) return;
    const end = element("section", "print-later", "");
    end.append(element("h2", "", say.later));
    waiting.forEach((fold) => {
      const place = element("p", "print-later-note", say.atEnd);
      fold.replaceWith(place);
      end.append(fold);
      undo.push(() => place.replaceWith(fold));
    });
    document.querySelector(".article").append(end);
    undo.push(() => end.remove());
  };
  addEventListener("beforeprint", () => {
    estimateFirst();
    all("main details:not([open])").forEach((fold) => {
      fold.open = true;
      undo.push(() => { fold.open = false; });
    });
    const notes = new Map();
    all(".fact-wrap:not(:has(.term, .claim-mark, .citation)) > .fact-source").forEach((note) => {
      const source = note.textContent;
      if (!notes.has(source)) notes.set(source, notes.size + 1);
      const number = element("span", "fact-number", notes.get(source));
      note.before(number);
      undo.push(() => number.remove());
    });
    if (!notes.size) return;
    const list = element("section", "print-sources", "");
    list.append(element("h2", "", say.sources), document.createElement("ol"));
    notes.forEach((_, source) => list.lastChild.append(element("li", "", source)));
    document.querySelector(".article").append(list);
    undo.push(() => list.remove());
  });
  addEventListener("afterprint", () => { undo.forEach((step) => step()); undo = []; });

  /* ---- a result of the search opens with its words marked ---- */
  if (/[?&]words=/.test(location.search)) {
    const marks = document.createElement("script");
    marks.src = new URL("search/marks.js", document.currentScript.src).href;
    document.head.append(marks);
  }
})();
