/* What the columns and the words of a file mean: recognised, or said by hand and remembered. */
(function () {
  "use strict";

  const PASSED_OVER = "~"; // in a select, where nothing chosen is the empty string
  const LONGEST_NAME = 80;
  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  function select(id, name, options, chosen, act) {
    const made = node("select", { class: "form-select", id, "aria-label": name });
    made.append(
      ...options.map(({ code, title }) => node("option", { value: code }, title)),
    );
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

  function columnRow(column, fields, map) {
    const header = column.header || said("no-header", { number: column.position + 1 });
    const chosen = column.passed_over ? PASSED_OVER : column.column || "";
    const choice = select(
      `import-column-${column.position}`,
      said("meant-by", { header }),
      optionsFor(column, fields),
      chosen,
      (code) => map((draft) => (draft.columns[column.header] = code === PASSED_OVER ? "" : code)),
    );
    const about = column.personal && !column.passed_over ? said("personal") : column.sample.join(" · ");
    const samples = node("span", { class: "import__sample" }, about);
    return [node("span", { class: "import__header" }, header), samples, choice];
  }

  const isUnknown = ({ column, passed_over: passed }) => !column && !passed;

  function columns({ preview }, map) {
    const { columns: all, fields } = preview;
    const unknown = all.filter(isUnknown).length;
    const inOrder = [...all].sort((one, other) => isUnknown(other) - isUnknown(one));
    const headings = ["column-header", "sample", "meant"].map((name) => said(name));
    const rows = inOrder.map((column) => columnRow(column, fields, map));
    const words = said("columns", { count: all.length });
    const fold = node(
      "details",
      { class: "more import__mapping", id: "import-columns" },
      node("summary", {}, words, unknown ? ` – ${said("unrecognised", { count: unknown })}` : ""),
      imports.table(words, headings, rows),
    );
    fold.open = unknown > 0;
    return fold;
  }

  function valueRow(entry, at, known, columnTitle, map) {
    const name = said("value-meant", { value: entry.value, column: columnTitle });
    const options = [{ code: "", title: said("choose") }, ...known.map(named)];
    const choice = select(`import-value-${at}`, name, options, entry.meant || "", (code) =>
      map((draft) => {
        const values = (draft.values[entry.column] ??= {});
        if (code) values[entry.value] = code;
        else delete values[entry.value];
      }),
    );
    const rows = said("rows", { count: entry.rows });
    return [columnTitle, node("span", { class: "import__header" }, entry.value), rows, choice];
  }

  function values({ preview }, map) {
    const { values: all, options, fields } = preview;
    if (!all.length) return "";
    const titles = new Map(fields.map(named).map(({ code, title }) => [code, title]));
    const words = said("values", { count: all.length });
    const headings = ["column", "value", "column-rows", "meant"].map((name) => said(name));
    const rows = all.map((entry, at) =>
      valueRow(entry, at, options[entry.column], titles.get(entry.column), map),
    );
    const fold = node(
      "details",
      { class: "more import__mapping", id: "import-values" },
      node("summary", {}, words),
      node("p", { class: "import__hint" }, said("values-about")),
      imports.table(words, headings, rows),
    );
    fold.open = all.some(({ meant }) => !meant);
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
    draw(at, actions) {
      const draft = copied(at.draft || at.preview.mapping);
      const form = remember(() => draft, at.preview);
      const hasSaid = () =>
        [draft.columns, draft.values].some((one) => Object.keys(one).length > 0);
      form.hidden = !hasSaid();
      const map = (change) => {
        change(draft);
        form.hidden = false;
        actions.dirty(draft);
      };
      return node(
        "div",
        { class: "import__meanings" },
        inForce(at, actions),
        values(at, map),
        columns(at, map),
        form,
      );
    },
  };
})();
