// Tables: their download, the one beside something explored, and what chooses its rows.
import { button, download, h, uniqueId } from "../shared/elements.js";

/** Save rows as a file that spreadsheets read; a cell that is null stays empty. */
export function downloadTable(name, rows) {
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);
  const lines = rows.map((row) => row.map(cell).join(",") + "\r\n");
  download(`${name}.csv`, "\ufeff" + lines.join(""), "text/csv");
}

/** Return {buttons, region, update}: read() gives [columns, ...rows] to look at, save() those to download. */
export function tableBeside({ spec, t, read, save }) {
  const region = h("div", { class: "ck-data", id: uniqueId(), hidden: true, tabindex: 0, role: "group", "aria-label": spec.title });

  // A hidden table is not written: there may be hundreds of rows.
  function update() {
    if (region.hidden) return;
    const [columns, ...rows] = read();
    const row = ([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, cell)));
    region.replaceChildren(h("table", { class: "ck-words" },
      h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.map(row))));
  }

  function toggle(event) {
    region.hidden = !region.hidden;
    event.currentTarget.setAttribute("aria-expanded", !region.hidden);
    update();
  }

  return {
    region,
    update,
    buttons: h("div", {},
      button(t("table"), toggle, { class: "ck-quiet", "aria-expanded": "false", "aria-controls": region.id }),
      button(t("csv"), () => downloadTable(spec.id, save()), { class: "ck-quiet" })),
  };
}

/** Return a select with its label; pairs are [value, text]. */
export const choiceOf = (label, pairs, change, value) =>
  h("label", {}, h("span", {}, label),
    h("select", { change: (event) => change(event.target.value) },
      pairs.map(([each, words]) => h("option", { value: each, selected: String(each) === String(value) }, words))));

/** Return a checkbox with its label. */
export const tick = (label, checked, change) =>
  h("label", { class: "ck-tickbox" }, h("input", { type: "checkbox", checked, change: (event) => change(event.target.checked) }), label);
