/* What keeps a file, or some of its rows, waiting, and the shortest ways on. */
(function () {
  "use strict";

  const MOST_NAMED = 5;
  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  const unknown = ({ columns }) =>
    columns.filter(imports.mapping.isUnknown).map(({ header }) => header);

  const several = (names) => [...new Set(names)];

  function inQuotes(names) {
    const shown = names.slice(0, MOST_NAMED).map((name) => said("quoted", { name }));
    return [...shown, ...(names.length > MOST_NAMED ? ["…"] : [])].join(", ");
  }

  function apart({ counts: { rows, faulty } }) {
    if (!rows) return "";
    return ` ${said(faulty ? "right-but" : "right-all", { right: rows - faulty, count: rows })}`;
  }

  function ofColumns(preview, ways) {
    const headers = unknown(preview);
    if (!headers.length) return [];
    const count = headers.length;
    const words = said("columns-wait", { count, names: inQuotes(headers) });
    const way = desk.button(said("ignore-columns", { count }), () => ways.ignore({ headers }));
    const table = imports.mapping.unknown(preview, ways);
    return [node("p", {}, words + apart(preview)), node("p", {}, way), table];
  }

  function ofWords(preview, { ignore }) {
    const entries = imports.mapping.unexplained(preview);
    if (!entries.length) return [];
    const names = several(entries.map(({ value }) => value));
    const words = said("words-wait", { count: names.length, names: inQuotes(names) });
    const blank = imports.mapping.ignorable(preview);
    if (!blank.length) return [node("p", {}, words)];
    const shown = inQuotes(several(blank.map(({ value }) => value)));
    const way = desk.button(said("ignore-words", { names: shown }), () => ignore({ words: blank }));
    return [node("p", {}, words), node("p", {}, way)];
  }

  imports.waits = {
    /* Whether something is to be said before anything can be imported. */
    isOpen: (preview) =>
      unknown(preview).length > 0 || imports.constants.missing(preview).length > 0,

    draw(preview, ways) {
      const questions = imports.constants.questions(preview, ways);
      const parts = [...questions, ...ofColumns(preview, ways), ...ofWords(preview, ways)];
      return parts.length ? node("div", { class: "import__waits", id: "import-waits" }, ...parts) : "";
    },
  };
})();
