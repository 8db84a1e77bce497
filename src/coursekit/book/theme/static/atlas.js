/* The page's own behaviour. The page is complete without it: this only adds comfort. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

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
      others.forEach((element) => { element.inert = open; });
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

  /* ---- notes on facts and terms: kept inside the column, dismissed with Esc ---- */
  const NOTED = ".fact, .term";
  const place = (event) => {
    const word = event.target.closest && event.target.closest(NOTED);
    const note = word && word.querySelector("[role=tooltip]");
    if (!note) return;
    if (event.type === "pointerover" && event.relatedTarget && word.contains(event.relatedTarget)) return;
    word.classList.remove("dismissed");
    note.style.removeProperty("--note-x");
    const host = note.offsetParent;
    if (!host || note.offsetParent === word) return;
    const [box, frame] = [word.getClientRects()[0], host.getBoundingClientRect()];
    const room = Math.min(frame.right, innerWidth - 12) - frame.left - note.offsetWidth;
    note.style.setProperty("--note-x", `${Math.max(0, Math.min(box.left - frame.left, room))}px`);
    const last = [...word.getClientRects()].filter((rect) => rect.width).pop() || box;
    note.style.setProperty("--note-y", `${last.bottom - frame.top + 4}px`);
  };
  document.addEventListener("pointerover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all(NOTED).forEach((word) => {
      if (word.matches(":hover, :focus, :focus-within")) word.classList.add("dismissed");
    });
  });
  document.addEventListener("focusout", (event) => event.target.classList.remove("dismissed"));

  /* ---- whatever scrolls sideways can be reached and is named ---- */
  const nameScrollers = () => {
    all(".table-scroll, .cell_output .output, div.highlight pre, .chart-table > div, .article table").forEach((box) => {
      const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
      if (scrolls && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
        if (!box.hasAttribute("role") && box.tagName !== "TABLE") {
          box.setAttribute("role", "group");
          box.setAttribute("aria-label", box.querySelector("table") ? "Table, scrolls sideways" : "Code, scrolls sideways");
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

  /* ---- print opens what is folded, and folds it again ---- */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("main details:not([open])").filter((element) => !element.matches(".page-toc-inline"));
    opened.forEach((element) => { element.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((element) => { element.open = false; }));

  /* ---- search: the number of pages found is said aloud ---- */
  const results = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  if (results && status) {
    new MutationObserver(() => {
      const said = results.querySelector(".search-summary");
      if (said && said.textContent !== status.textContent) status.textContent = said.textContent;
    }).observe(results, { childList: true, subtree: true, characterData: true });
    const field = document.getElementById("search-words");
    if (field && !field.value && !location.search) field.focus();
  }
})();
