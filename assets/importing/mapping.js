/* What the columns and the words of a file mean: recognised, or said by hand and remembered. */
(function () {
  "use strict";

  const PASSED_OVER = "~"; // in a select, where nothing chosen is the empty string
  const LONGEST_NAME = 80;
  const MOST_ASKED = 30; // columns at a time
  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  function select(id, name, options, chosen, act) {
    const made = node("select", { class: "form-select", id, "aria-label": name });
    made.append(...options.map(({ code, title }) => node("option", { value: code }, title)));
    made.value = chosen;
    made.addEventListener("change", () => act(made.value));
    return made;
  }

  function named(one) {
    const code = one.code ?? one.column;
    return { code, title: imports.titled(one, code) };
  }

  /* The mapping that is shown, as one that can be changed. */
  function copied(mapping) {
    return structuredClone({
      columns: mapping?.columns ?? {},
      values: mapping?.values ?? {},
      constants: mapping?.constants ?? {},
    });
  }

  function optionsFor(column, fields) {
    const choose = column.column || column.passed_over ? [] : [{ code: "", title: said("choose") }];
    const own = column.column && !fields.some(({ code }) => code === column.column);
    return [
      ...choose,
      ...(own ? [named(column)] : []),
      ...(column.personal ? [] : fields.map(named)), // what says who somebody is means nothing of ours
      { code: PASSED_OVER, title: said("pass") },
    ];
  }

  function columnRow(column, fields, { map, ignore }) {
    const header = column.header || said("no-header", { number: column.position + 1 });
    const chosen = column.passed_over ? PASSED_OVER : column.column || "";
    const choice = select(
      `import-column-${column.position}`,
      said("meant-by", { header }),
      optionsFor(column, fields),
      chosen,
      (code) => map((draft) => (draft.columns[column.header] = code === PASSED_OVER ? "" : code)),
    );
    const about =
      column.personal && !column.passed_over ? said("personal") : column.sample.join(" · ");
    const samples = node("span", { class: "import__sample" }, about);
    const meant = node("div", { class: "import__meant" }, choice);
    if (isUnknown(column)) meant.append(ignoring([column.header], ignore));
    return [node("span", { class: "import__header" }, header), samples, meant];
  }

  function ignoring([header], ignore) {
    const made = desk.button(said("ignore"), () => ignore({ headers: [header] }));
    made.setAttribute("aria-label", said("ignore-one", { name: header }));
    return made;
  }

  const isUnknown = ({ header, column, passed_over: passed }) => header && !column && !passed;

  function columnTable(name, shown, { fields }, ways) {
    const headings = ["column-header", "sample", "meant"].map((one) => said(one));
    return imports.table(
      name,
      headings,
      shown.map((column) => columnRow(column, fields, ways)),
    );
  }

  /* Those that are recognised; the others are asked about, see `waits`. */
  function columns({ preview }, ways) {
    const known = preview.columns.filter((column) => !isUnknown(column));
    if (!known.length) return "";
    const words = said("columns", { count: known.length });
    return node(
      "details",
      { class: "more import__mapping", id: "import-columns" },
      node("summary", {}, words),
      columnTable(words, known, preview, ways),
    );
  }

  /* Where a cell may be blank, a word may count as nothing. */
  const mayBeBlank = ({ fields }, { column }) =>
    fields.some(({ code, needed }) => code === column && !needed);

  const isUnexplained = ({ meant }) => meant === null;

  function explain(draft, { column, value }, code) {
    const values = (draft.values[column] ??= {});
    if (code) values[value] = code === PASSED_OVER ? "" : code;
    else delete values[value];
  }

  function valueRow(entry, at, preview, columnTitle, map) {
    const name = said("value-meant", { value: entry.value, column: columnTitle });
    const known = preview.options[entry.column].map(named);
    const blank = mayBeBlank(preview, entry) ? [{ code: PASSED_OVER, title: said("pass") }] : [];
    const options = [{ code: "", title: said("choose") }, ...known, ...blank];
    const chosen = entry.meant === "" ? PASSED_OVER : entry.meant || "";
    const choice = select(`import-value-${at}`, name, options, chosen, (code) =>
      map((draft) => explain(draft, entry, code)),
    );
    const rows = said("rows", { count: entry.rows });
    return [columnTitle, node("span", { class: "import__header" }, entry.value), rows, choice];
  }

  function values({ preview }, map) {
    const { values: all, fields } = preview;
    if (!all.length) return "";
    const titles = new Map(fields.map(named).map(({ code, title }) => [code, title]));
    const words = said("values", { count: all.length });
    const headings = ["column", "value", "column-rows", "meant"].map((name) => said(name));
    const rows = all.map((entry, at) =>
      valueRow(entry, at, preview, titles.get(entry.column), map),
    );
    const fold = node(
      "details",
      { class: "more import__mapping", id: "import-values" },
      node("summary", {}, words),
      node("p", { class: "import__hint" }, said("values-about")),
      imports.table(words, headings, rows),
    );
    fold.open = all.some(isUnexplained);
    return fold;
  }

  /* Remembering */

  async function keep(name, mapping, preview) {
    if (!name) return said("unnamed");
    const headers = preview.columns.map(({ header }) => header);
    const path = `mappings/${encodeURIComponent(name)}`;
    const answer = await desk.send("PUT", path, { ...mapping, headers });
    if (answer.status === 200) return said("kept", { name });
    if (answer.faults) return answer.faults.map(desk.told).join(" ");
    if (answer.status === 401) return said("signedout");
    if (answer.status === 403) return said("forbidden");
    return desk.why(answer, said("not-kept"), said("not-kept"));
  }

  function remember(current, preview) {
    const id = "import-mapping-name";
    const name = node("input", {
      id,
      class: "form-control",
      maxlength: `${LONGEST_NAME}`,
      autocomplete: "off",
      "aria-describedby": "import-mapping-about",
    });
    name.value = preview.mapping_name || "";
    const told = node("p", { class: "import__hint", role: "status" });
    const form = node(
      "form",
      { class: "import__remember" },
      node("div", {}, node("label", { for: id }, said("remember")), name),
      node("button", { type: "submit", class: "chip" }, said("keep")),
      node("p", { class: "import__hint", id: "import-mapping-about" }, said("remember-about")),
      told,
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      told.textContent = await keep(name.value.trim(), current(), preview);
    });
    return form;
  }

  function inForce({ preview }, actions) {
    const { mapping_name: name } = preview;
    if (!name) return "";
    const forget = desk.button(said("forget"), async () => {
      const path = `mappings/${encodeURIComponent(name)}`;
      const answer = await desk.send("DELETE", path, {});
      if (answer.status !== 200 && answer.status !== 404) return actions.say(said("not-kept"));
      await actions.lookAfresh();
      return actions.say(said("forgotten", { name }));
    });
    return node("p", { class: "desk__ways" }, said("in-force", { name }), " ", forget);
  }

  imports.mapping = {
    isUnknown,

    /* The columns without a meaning, to be given one. */
    unknown(preview, ways) {
      const all = preview.columns.filter(isUnknown);
      const shown = all.slice(0, MOST_ASKED);
      const table = columnTable(said("unrecognised", { count: all.length }), shown, preview, ways);
      const more = imports.shownOf(shown.length, all.length);
      return node("div", { class: "import__mapping" }, table, more);
    },

    /* The words without a meaning that may count as nothing. */
    ignorable: (preview) =>
      preview.values.filter((entry) => isUnexplained(entry) && mayBeBlank(preview, entry)),

    unexplained: ({ values: all }) => all.filter(isUnexplained),

    /* What can be said: `map` changes the draft, after which the file is looked at again on
       demand; `mapNow` does both, and so does `ignore`. */
    ways(at, actions) {
      const draft = copied(at.draft || at.preview.mapping);
      const map = (change) => {
        change(draft);
        actions.dirty(draft);
      };
      const mapNow = (change) => {
        map(change);
        actions.look();
      };
      const ignore = ({ headers = [], words = [] }) =>
        mapNow(() => {
          headers.forEach((header) => (draft.columns[header] = ""));
          words.forEach((entry) => explain(draft, entry, PASSED_OVER));
        });
      return { draft, map, mapNow, ignore };
    },

    draw(at, ways, actions) {
      const { draft, map } = ways;
      const form = remember(() => draft, at.preview);
      form.hidden = !Object.values(draft).some((one) => Object.keys(one).length > 0);
      const shows = (change) => {
        form.hidden = false;
        map(change);
      };
      return node(
        "div",
        { class: "import__meanings" },
        inForce(at, actions),
        values(at, shows),
        columns(at, { ...ways, map: shows }),
        imports.constants.fold(at, { ...ways, map: shows }),
        form,
      );
    },
  };
})();
