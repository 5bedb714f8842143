"use strict";
(function () {
  const number = new Intl.NumberFormat("en");

  function valueOf(cell) {
    if (cell.dataset.number !== undefined) return Number(cell.dataset.number);
    return cell.textContent.toLowerCase();
  }

  function compare(one, two) {
    if (typeof one === "number" && typeof two === "number") return one - two;
    return String(one).localeCompare(String(two), "en", { numeric: true });
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, place) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        const falling = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const keyed = Array.from(body.rows, function (row) { return { row: row, key: valueOf(row.cells[place]) }; });
        keyed.sort(function (a, b) { return falling ? compare(b.key, a.key) : compare(a.key, b.key); });
        const sorted = document.createDocumentFragment();
        keyed.forEach(function (one) { sorted.appendChild(one.row); });
        body.appendChild(sorted);
      });
    });
  });

  document.querySelectorAll("form.filters").forEach(function (form) {
    const table = document.getElementById(form.dataset.table);
    const rows = Array.from(table.tBodies[0].rows, function (row) {
      return { row: row, nature: row.querySelector("[data-nature]").dataset.nature, words: null };
    });
    const status = form.querySelector("[role=status]");

    function apply() {
      const nature = form.elements.nature.value;
      const words = form.elements.words.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach(function (one) {
        if (words !== "" && one.words === null) one.words = one.row.textContent.toLowerCase();
        const fits = (nature === "" || nature === one.nature) && (words === "" || one.words.includes(words));
        one.row.hidden = !fits;
        if (fits) shown += 1;
      });
      status.textContent = number.format(shown) + " of " + number.format(rows.length) + " rows shown";
    }

    let waiting = 0;
    form.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
    form.querySelector("button").addEventListener("click", function () { form.reset(); apply(); });
    form.hidden = false;
    apply();
  });
})();
