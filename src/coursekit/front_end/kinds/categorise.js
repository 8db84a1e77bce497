import { h } from "../shared/elements.js";
import { chosenOf, keysOf } from "../frame/answers.js";
import { RULES, correct, notAttempted, remarks, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.categorise = (spec, answer) => {
  const chosen = binsChosen(spec, answer);
  if (!chosen.size) return notAttempted("categorise_place");
  const total = spec.cards.length;
  const count = spec.cards.filter((card) => chosen.get(card.key) === card.bin).length;
  if (count === total) return correct(spec);
  return verdict("not_yet", "categorise_cards", { ...remarks(misplaced(spec, chosen), spec.wrong), count, total, credit: count / total });
};

const binsChosen = (spec, answer) => chosenOf(answer, keysOf(spec.cards), keysOf(spec.bins));

const misplaced = (spec, chosen) =>
  spec.cards.filter((card) => chosen.has(card.key) && chosen.get(card.key) !== card.bin);

// Where there is room the cards move into columns; on a phone they stay where they are.
KINDS.categorise = question(({ spec, uid, answer, t, say }) => {
  const chosen = binsChosen(spec, answer);
  const pile = h("ul");
  const columns = new Map(spec.bins.map(({ key, text }, i) => {
    const id = `${uid}-bin-${i}`;
    const list = h("ul", { "aria-labelledby": id });
    return [key, { list, text, node: h("div", {}, h("p", { id }, h("b", {}, key), " ", text), list) }];
  }));
  const cards = spec.cards.map((card, i) => {
    const inputs = spec.bins.map(({ key }) => {
      const choose = (event) => place(card, key, event.target);
      return h("input", { type: "radio", name: `${uid}-card-${i}`, value: key, checked: chosen.get(card.key) === key, change: choose });
    });
    const picks = spec.bins.map(({ key, text }, n) =>
      h("label", { title: text }, inputs[n], h("b", { "aria-hidden": "true" }, key), h("span", {}, text)));
    const group = h("div", { class: "ck-categorise-picks", role: "radiogroup", "aria-label": card.text }, picks);
    const node = h("li", { pointerdown: (event) => drag(event, card, inputs) }, h("p", {}, card.text), group);
    return { ...card, node };
  });
  const board = h("div", { class: "ck-categorise" }, pile, h("div", { class: "ck-categorise-bins" }, [...columns.values()].map(({ node }) => node)));

  function arrange() {
    const wide = "wide" in board.dataset;
    for (const { key, node } of cards) {
      const list = (wide && columns.get(chosen.get(key))?.list) || pile;
      if (!wide || node.parentNode !== list) list.append(node);
    }
  }

  function place(card, bin, input) {
    chosen.set(card.key, bin);
    arrange();
    input.focus({ preventScroll: true });
    say(t("categorise_placed", { item: card.text, bin: columns.get(bin).text }));
  }

  /** Besides the buttons, a mouse may carry a card to its column. */
  function drag(event, card, inputs) {
    const node = event.currentTarget;
    if (!("wide" in board.dataset) || event.button || event.pointerType !== "mouse" || event.target.closest("label")) return;
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    const over = (x, y) => [...columns].find(([, column]) => {
      const box = column.node.getBoundingClientRect();
      return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    });
    const mark = (found) => columns.forEach((column) => column.node.toggleAttribute("data-over", column === found));
    const move = ({ clientX, clientY }) => {
      node.style.transform = `translate(${clientX - event.clientX}px, ${clientY - event.clientY}px)`;
      mark(over(clientX, clientY)?.[1]);
    };
    const drop = ({ clientX, clientY }) => {
      const [bin] = over(clientX, clientY) || [];
      const input = inputs.find(({ value }) => value === bin);
      if (!input || input.checked) return;
      input.checked = true;
      place(card, bin, input);
    };
    const end = () => {
      node.style.transform = "";
      mark();
      node.removeEventListener("pointermove", move);
      node.removeEventListener("pointerup", drop);
    };
    node.addEventListener("pointermove", move);
    node.addEventListener("pointerup", drop);
    node.addEventListener("lostpointercapture", end, { once: true });
  }

  arrange();
  new ResizeObserver(() => {
    board.toggleAttribute("data-wide", board.clientWidth >= 160 * Math.max(3, spec.bins.length));
    arrange();
  }).observe(board);

  return {
    nodes: [board],
    read: () => (chosen.size ? Object.fromEntries(spec.cards.filter(({ key }) => chosen.has(key)).map(({ key }) => [key, chosen.get(key)])) : null),
    after({ status }) {
      const again = status === "not_yet" ? misplaced(spec, chosen) : [];
      if (again.length) return h("p", {}, t("categorise_look", { item: again.map(({ text }) => text).join("; ") }));
      const told = status === "correct" ? spec.cards.filter(({ feedback }) => feedback) : [];
      return told.length > 0 && h("ul", { class: "ck-categorise-reasons" }, told.map(({ text, feedback }) => h("li", {}, h("b", {}, text), " ", feedback)));
    },
  };
});
