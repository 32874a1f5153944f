/* The sheets of a workbook: which are read, and a question for each that may be meant or not. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  const isAsked = ({ use }) => use === "asked";
  const read = (preview) => preview.sheets.filter(({ use }) => use === "read");

  function asking(sheet) {
    if (!isAsked(sheet)) return "sheet-named";
    return sheet.repeats ? "sheet-repeats" : "sheet-asked";
  }

  /* What is there to know a sheet by. */
  function about({ use, hidden, rows, headers }) {
    const parts = [
      use === "read" ? said("rows", { count: rows }) : "",
      hidden ? said("sheet-hidden") : "",
      use === "read" ? "" : headers.join(" · "),
    ];
    return parts.filter(Boolean).join(" – ");
  }

  function question(sheet, at, answers, answered) {
    const choice = (value, words) => {
      const radio = node("input", {
        type: "radio",
        class: "form-check-input",
        name: `import-sheet-${at}`,
      });
      radio.checked = answers.get(sheet.name) === value;
      radio.addEventListener("change", () => {
        answers.set(sheet.name, value);
        answered();
      });
      return node("label", { class: "desk__box" }, radio, node("span", {}, words));
    };
    const asks = said(asking(sheet), { sheet: sheet.name });
    return node(
      "fieldset",
      { class: "import__sheet" },
      node("legend", {}, asks),
      node("p", { class: "import__hint import__sample" }, about(sheet)),
      choice("read", said(isAsked(sheet) ? "sheet-too" : "sheet-read")),
      choice("left_out", said("sheet-out")),
    );
  }

  imports.sheets = {
    several: ({ sheets }) => sheets.length > 1,
    isOpen: ({ sheets }) => sheets.some(isAsked),

    /* What is to be read, as the server takes it: what was chosen, or what was looked at. */
    named({ sheets, preview }) {
      const names =
        sheets || (preview?.sheets.length ? read(preview).map(({ name }) => name) : null);
      return names ? JSON.stringify(names) : null;
    },

    /* Once each question is answered, `chosen` hears the names of the sheets to read. */
    draw({ preview: { sheets } }, chosen) {
      if (sheets.length < 2 && !sheets.some(({ hidden }) => hidden)) return "";
      const answers = new Map(sheets.map(({ name, use }) => [name, use]));
      const answered = () => {
        if ([...answers.values()].includes("asked")) return;
        chosen([...answers].filter(([, use]) => use === "read").map(([name]) => name));
      };
      const ask = (sheet) => question(sheet, sheets.indexOf(sheet), answers, answered);
      const count = sheets.filter(({ use }) => use === "read").length;
      const others = sheets.filter((sheet) => !isAsked(sheet));
      const fold = node(
        "details",
        { class: "more import__mapping", id: "import-sheets" },
        node("summary", {}, said("sheets", { read: count, count: sheets.length })),
        ...others.map(ask),
      );
      fold.open = count === 0;
      return node(
        "div",
        { class: "import__sheets" },
        ...sheets.filter(isAsked).map(ask),
        others.length ? fold : "",
      );
    },
  };
})();
