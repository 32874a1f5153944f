/* The rows behind each count of a file, as tables. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  const isBlank = (value) => value === null || value === undefined || value === "";

  /* A region of its own that can be scrolled, by keyboard too. The roles keep it a table for
     those who hear it where it is laid out as cards; one of many columns is `wide`, and scrolls
     there, too. */
  imports.table = (name, headings, rows, { wide = false } = {}) => {
    const heading = (title) => node("th", { role: "columnheader", scope: "col" }, title);
    const cell = (content, at) => node("td", { role: "cell", "data-label": headings[at] }, content);
    const row = (cells) => node("tr", { role: "row" }, ...cells);
    const table = node(
      "table",
      { class: "import__table", role: "table", "aria-label": name },
      node("thead", { role: "rowgroup" }, row(headings.map(heading))),
      node("tbody", { role: "rowgroup" }, ...rows.map((cells) => row(cells.map(cell)))),
    );
    const css = wide ? "import__scroll import__scroll--wide" : "import__scroll";
    const region = { class: css, role: "region", "aria-label": name, tabindex: "0" };
    return node("div", region, table);
  };

  /* That more are there than are shown. */
  imports.shownOf = (shown, count) => {
    if (shown >= count) return "";
    return node("p", { class: "import__hint" }, said("first", { shown, count }));
  };

  imports.capital = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1);

  imports.titled = (one, fallback) =>
    one?.title ? imports.capital(desk.said(one.title)) : fallback;
  const { titled, shownOf } = imports;

  function titlesOf(preview) {
    const found = new Map();
    [...preview.fields, ...preview.columns.filter(({ column }) => column)].forEach((one) => {
      const code = one.code ?? one.column;
      if (!found.has(code)) found.set(code, titled(one, code));
    });
    return found;
  }

  function rowsOfNew(preview) {
    const titles = titlesOf(preview);
    const filled = new Set(preview.new.flatMap((cells) => Object.keys(cells)));
    const order = [...titles.keys()].filter((code) => filled.has(code));
    const codes = [...order, ...[...filled].filter((code) => !titles.has(code))];
    const used = codes.filter((code) => preview.new.some((cells) => !isBlank(cells[code])));
    const rows = preview.new.map((cells) => used.map((code) => `${cells[code] ?? ""}`));
    return [used.map((code) => titles.get(code) || code), rows];
  }

  const shown = (value) =>
    isBlank(value) ? node("span", { class: "import__blank" }, said("blank")) : `${value}`;

  function changeRows(preview) {
    return preview.changes.map((change) => [
      linkTo(change.key),
      titled(change, change.column),
      shown(change.before),
      shown(change.after),
    ]);
  }

  /* A row's place, with its sheet where it could be in another. */
  imports.rowOf = (preview, { row, sheet }) =>
    sheet && imports.sheets.several(preview)
      ? said("row-of-sheet", { row, sheet })
      : said("row-number", { row });

  /* A column of sheets first, where there are several. */
  const ofSheets = (isNamed, sheet, cells) => (isNamed ? [sheet, ...cells] : cells);

  imports.faultTable = (faults, isNamed = faults.some(({ sheet }) => sheet)) => {
    const names = ofSheets(isNamed, "sheet", ["row", "column", "value", "reason", "remedy"]);
    const headings = names.map((name) => said(name));
    const rows = faults.map(({ sheet, row, column, title, value, reason, remedy }) =>
      ofSheets(isNamed, sheet || "", [
        row ? desk.number(row) : "",
        titled({ title }, column || ""), // a column that the file lacks goes by its title
        value || "",
        desk.said(reason),
        desk.said(remedy),
      ]),
    );
    return imports.table(said("about-faulty"), headings, rows);
  };

  function linkTo(reference) {
    const query = new URLSearchParams({ edit: reference });
    const href = `${window.location.pathname}?${query}`;
    return node("a", { href, target: "_blank", rel: "noopener" }, reference);
  }

  function likeness(preview, { like, reason }) {
    const others = like.map(({ reference, row, sheet }) =>
      row ? `${reference} (${imports.rowOf(preview, { row, sheet })})` : linkTo(reference),
    );
    const apart = others.flatMap((one, at) => (at ? [", ", one] : [one]));
    return node("span", {}, ...apart, reason ? ` – ${desk.said(reason)}` : "");
  }

  function checkbox(attributes, act) {
    const made = node("input", { type: "checkbox", class: "form-check-input", ...attributes });
    made.addEventListener("change", () => act(made.checked));
    return made;
  }

  /* All are left out or none, but for the `others`. */
  function duplicates(at, redraw) {
    const { preview, others } = at;
    const isNamed = imports.sheets.several(preview);
    const box = checkbox({ id: "import-skip" }, (isChecked) => {
      at.skip = isChecked;
      others.clear();
      follow();
    });
    const boxes = preview.duplicates.map(({ number, row, reference }) => {
      const name = said("leave-out-row", { row, reference });
      return checkbox({ "aria-label": name }, (isChecked) => {
        if (isChecked === at.skip) others.delete(number);
        else others.add(number);
        follow();
      });
    });
    function follow() {
      box.checked = at.skip;
      box.indeterminate = others.size > 0;
      preview.duplicates.forEach(({ number }, index) => {
        boxes[index].checked = at.skip !== others.has(number);
      });
      redraw();
    }
    follow();
    const names = ["leave-out", ...ofSheets(isNamed, "sheet", ["row"]), "session", "date"];
    const headings = [...names, "venue", "like"].map((name) => said(name));
    const rows = preview.duplicates.map((one, index) => [
      node("label", { class: "desk__box" }, boxes[index]),
      ...ofSheets(isNamed, one.sheet || "", [desk.number(one.row)]),
      one.reference,
      one.date,
      one.venue,
      likeness(preview, one),
    ]);
    const label = node("label", { class: "desk__box" }, box, node("span", {}, said("skip")));
    return [
      label,
      imports.table(said("about-duplicates"), headings, rows),
      shownOf(rows.length, preview.counts.duplicates),
    ];
  }

  function changes({ preview }) {
    const headings = ["session", "column", "before", "after"].map((name) => said(name));
    return [
      imports.table(said("about-changes"), headings, changeRows(preview)),
      shownOf(preview.changes.length, preview.change_count),
    ];
  }

  function added({ preview }) {
    const [headings, rows] = rowsOfNew(preview);
    return [
      imports.table(said("about-new"), headings, rows, { wide: true }),
      shownOf(rows.length, preview.counts.new),
    ];
  }

  function faulty({ preview }) {
    const { faults, fault_count: count } = preview;
    const isNamed = imports.sheets.several(preview);
    return [imports.faultTable(faults, isNamed), shownOf(faults.length, count)];
  }

  imports.details = {
    new: added,
    changes,
    unchanged: () => [],
    "faulty-rows": faulty,
    duplicates,
  };
})();
