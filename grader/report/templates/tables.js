"use strict";
// Sorting and filtering of tables: an addition, without which every row is there in the order of the page.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = (cell.dataset.v ?? cell.textContent).trim();
    return [Number.parseFloat(text), text];
  };
  const numeric = (column) => rows.every((row) => key(row, column)[1] === "-" || !Number.isNaN(key(row, column)[0]));
  const compare = (column, isNumeric) => (a, b) => {
    const [x, y] = [key(a, column), key(b, column)];
    if (!isNumeric) return x[1].localeCompare(y[1]);
    return (Number.isNaN(x[0]) ? -1 : x[0]) - (Number.isNaN(y[0]) ? -1 : y[0]);
  };
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    if (!head.textContent.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const order = compare(column, numeric(column));
      body.append(...rows.sort((a, b) => (up ? order(a, b) : order(b, a))));
    });
  });
  if (!table.dataset.filter) continue;
  const bar = document.createElement("div");
  bar.className = "filter";
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "search";
  label.append(`${table.dataset.filter} `, input);
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  bar.append(label, count);
  (table.closest(".wide") ?? table).before(bar);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      shown += !row.hidden;
    }
    count.textContent = `${shown} / ${rows.length}`;
  };
  input.addEventListener("input", show);
  show();
}
