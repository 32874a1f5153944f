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

  const sentence = (name, names) =>
    said(name, { count: names.length, names: inQuotes(names) }).replace("….", "…");

  /* Whether a column that no word can stand for is among those without a meaning: then these are
     not all to be ignored, and what else is missing is likely to be among them, too. */
  const isToBeMapped = (preview) =>
    unknown(preview).length > 0 &&
    imports.constants.missing(preview).some(({ constant }) => !constant);

  function apart({ counts: { rows, faulty }, odd }) {
    if (!rows || odd.open) return "";
    return ` ${said(faulty ? "right-but" : "right-all", { right: rows - faulty, count: rows })}`;
  }

  function ofColumns(preview, ways) {
    const headers = unknown(preview);
    if (!headers.length) return [];
    const count = headers.length;
    const words = sentence("columns-wait", headers);
    const table = imports.mapping.unknown(preview, ways);
    const told = node("p", {}, words + apart(preview));
    if (isToBeMapped(preview)) return [told, table];
    const way = desk.button(said("ignore-columns", { count }), () => ways.ignore({ headers }));
    return [told, node("p", {}, way), table];
  }

  function ofWords(preview, { ignore }) {
    const entries = imports.mapping.unexplained(preview);
    if (!entries.length) return [];
    const names = several(entries.map(({ value }) => value));
    const words = sentence("words-wait", names);
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
      const isEarly = isToBeMapped(preview);
      const questions = isEarly ? [] : imports.constants.questions(preview, ways);
      const parts = [...ofColumns(preview, ways), ...questions, ...ofWords(preview, ways)];
      const attributes = { class: "import__waits", id: "import-waits" };
      return parts.length ? node("div", attributes, ...parts) : "";
    },
  };
})();
