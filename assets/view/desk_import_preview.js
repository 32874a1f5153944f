/* What a file would do: five counts, each of which opens its rows; then the ways on. */
(function () {
  "use strict";

  const TILES = ["new", "changes", "unchanged", "faulty-rows", "duplicates"];
  const COUNTS = { changes: "changed", "faulty-rows": "faulty" };
  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const place = (id) => document.getElementById(id);
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  /* The counts */

  const countOf = (preview, tile) => preview.counts[COUNTS[tile] || tile];

  function tile(at, name, redraw) {
    const count = countOf(at.preview, name);
    const inside = [
      node("span", { class: "import__count" }, desk.number(count)),
      node("span", {}, said(name)),
    ];
    if (count === 0) return node("div", { class: "import__tile" }, ...inside);
    const made = node(
      "button",
      {
        type: "button",
        class: `import__tile import__tile--${name}`,
        id: `import-tile-${name}`,
        "aria-expanded": "false",
        "aria-controls": "import-detail",
      },
      ...inside,
    );
    made.addEventListener("click", () => open(at, name, redraw));
    return made;
  }

  function numbers(at, redraw) {
    const tiles = TILES.map((name) => tile(at, name, redraw));
    return [
      node("p", {}, said("whole", { count: at.preview.counts.rows })),
      node("div", { class: "import__tiles" }, ...tiles),
    ];
  }

  /* One at a time; the same again closes it. */
  function open(at, name, redraw) {
    const detail = place("import-detail");
    const closes = detail.dataset.shows === name;
    document.querySelectorAll(".import__tile[aria-expanded]").forEach((one) => {
      const isOpen = !closes && one.id === `import-tile-${name}`;
      one.setAttribute("aria-expanded", `${isOpen}`);
    });
    detail.dataset.shows = closes ? "" : name;
    if (closes) return detail.replaceChildren();
    const tag = name === "unchanged" ? "p" : "h3";
    const title = node(tag, {}, said(`about-${name === "faulty-rows" ? "faulty" : name}`));
    return detail.replaceChildren(title, ...imports.details[name](at, redraw));
  }

  /* The ways on */

  function large(words, act) {
    const made = node("button", { type: "button", class: "btn desk__save" }, words);
    made.addEventListener("click", act);
    return made;
  }

  const missing = (preview) => {
    const there = new Set(preview.columns.map(({ column }) => column?.split("/")[0]));
    return preview.fields.filter(({ code, needed }) => needed && !there.has(code));
  };

  function toWrite({ preview: { counts }, skip, others }) {
    const leftOut = skip ? counts.duplicates - others.size : others.size;
    return counts.new + counts.changed - leftOut;
  }

  function why(at) {
    const { preview } = at;
    const lacks = missing(preview).map(({ title }) => desk.said(title));
    if (lacks.length) return said("map-first", { columns: lacks.join(", ") });
    const { counts } = preview;
    const isAllThere = counts.unchanged > 0 && counts.unchanged === counts.rows;
    return said(isAllThere ? "all-there" : "nothing");
  }

  /* Which question comes first, if one is open. */
  function openFirst(preview) {
    if (imports.sheets.isOpen(preview)) return "sheets-first";
    return imports.odd.isOpen(preview) ? "odd-first" : "";
  }

  function ways(at, actions) {
    const { preview } = at;
    const count = toWrite(at);
    const found = [];
    const open = openFirst(preview);
    if (at.isDirty) {
      found.push(large(said("look"), actions.look), node("p", {}, said("look-first")));
    } else if (open) {
      found.push(node("p", { class: "import__why" }, said(open)));
    } else if (preview.can_import && count > 0) {
      const name = preview.counts.faulty ? "import-right" : "import";
      found.push(large(said(name, { count }), actions.bringIn));
    } else {
      found.push(node("p", { class: "import__why" }, why(at)));
    }
    if (preview.counts.faulty && !at.isDirty && !open) {
      const faulty = { count: preview.counts.faulty };
      const get = desk.button(said("download", faulty), actions.download);
      const about = node("p", { class: "import__hint" }, said("download-about"));
      found.push(node("div", {}, get, about));
    }
    found.push(desk.button(said("another"), actions.putAside));
    return found;
  }

  const isOfFile = ({ row }) => row === null;

  function ofFile({ remarks: all }) {
    return all.filter(isOfFile).map(({ message }) => node("p", {}, `${desk.said(message)}.`));
  }

  function fold(preview, words, shown, count) {
    const items = shown.map(({ row, sheet, message }) =>
      node("li", {}, `${imports.rowOf(preview, { row, sheet })} – `, desk.said(message)),
    );
    return node(
      "details",
      { class: "more" },
      node("summary", {}, words),
      node("ul", {}, ...items),
      imports.shownOf(shown.length, count),
    );
  }

  function remarks(preview) {
    const { remarks: all, remark_count: whole, warning_count: warned } = preview;
    const shown = all.filter((one) => !isOfFile(one) && !one.warns);
    if (!shown.length) return "";
    const count = whole - warned - all.filter(isOfFile).length;
    return fold(preview, said("remarks", { count }), shown, count);
  }

  /* What had better not stand in a row; it goes in all the same. */
  function warnings(preview) {
    const shown = preview.remarks.filter(({ warns }) => warns);
    if (!shown.length) return "";
    const made = fold(preview, said("warned"), shown, preview.warning_count);
    made.open = true;
    return made;
  }

  function title(words) {
    const about = { id: "import-what", tabindex: "-1", "aria-describedby": "import-summary" };
    return node("h2", about, words);
  }

  function summary(preview) {
    const { counts } = preview;
    const open = openFirst(preview);
    const whole = open ? said(open) : said("summary", { ...counts });
    return node("p", { id: "import-summary", class: "visually-hidden" }, whole);
  }

  /* What is wrong with headers, where no row can be looked at before they are mended. */
  function ofHeaders(preview) {
    const { counts, faults, can_import: canImport } = preview;
    const several = imports.sheets.several(preview);
    const isTold = !counts.rows || (several && !canImport && !counts.faulty);
    return isTold && faults.length ? imports.faultTable(faults, several) : "";
  }

  imports.preview = {
    show(at, actions) {
      const { preview } = at;
      at.isDirty = false;
      const waysOn = node("div", { id: "import-ways", class: "import__ways" });
      const redraw = () => waysOn.replaceChildren(...ways(at, actions));
      const dirty = (draft) => {
        at.isDirty = true;
        actions.mapped(draft);
        redraw();
      };
      const chosen = (names) => {
        at.isDirty = true;
        actions.chosen(names);
        redraw();
      };
      const answered = () => {
        at.isDirty = true;
        redraw();
      };
      const hasNumbers = preview.counts.rows && !openFirst(preview);
      imports.tell(
        "import-preview",
        title(said("what", { name: at.file.name })),
        summary(preview),
        ...ofFile(preview),
        imports.sheets.draw(at, chosen),
        imports.odd.draw(at, answered),
        ...(hasNumbers ? numbers(at, redraw) : []),
        waysOn,
        node("div", { id: "import-detail" }),
        warnings(preview),
        remarks(preview),
        imports.mapping.draw(at, { ...actions, dirty }),
        ofHeaders(preview),
      );
      redraw();
      place("import-preview").hidden = false;
      place("import-what").focus();
    },

    showRefused(at, faults, actions) {
      imports.tell(
        "import-preview",
        title(said("unreadable", { name: at.file.name })),
        imports.faultTable(faults),
        node("p", { id: "import-summary" }, desk.button(said("another"), actions.putAside)),
      );
      place("import-preview").hidden = false;
      place("import-what").focus();
    },
  };
})();
