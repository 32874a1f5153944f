/* A session corrected where it stands in the list: its row becomes a form, and a row again. */
(function () {
  "use strict";

  const DELIVERED = "delivered";
  const impact = window.impact;
  const desk = impact.desk;

  /* The session in hand: the cells and the version that its editor saw, and what they entered. */
  let at = null;
  let left = null; // the session that was in hand last, to whose row the focus goes back

  const controls = () => document.getElementById("rows-controls");
  const said = () => JSON.parse(controls().dataset.words);
  const titles = () => Object.entries(JSON.parse(controls().dataset.titles));
  const template = (column) => controls().querySelector(`[data-entry="${column}"]`);
  const rowOf = (key) => document.querySelector(`[data-row="${CSS.escape(key)}"]`);
  const entries = () => [...at.row.querySelectorAll("[data-entry]")];
  const entry = (column) => entries().find((one) => one.dataset.entry === column);

  desk.holding(() => at?.row.isConnected && Object.keys(at.typed).length > 0);

  function open(row, column) {
    if (at?.sending || at?.reference === row.dataset.row) return;
    if (at) close();
    const { row: reference, version, cells } = row.dataset;
    at = { reference, version: Number(version), cells: JSON.parse(cells), typed: {} };
    show(row);
    (entry(column) || entries()[0]).focus();
  }

  /* The controls stand beside what they change, which is hidden meanwhile. */
  function show(row) {
    at.row = row;
    row.classList.add("worklist__row--edited");
    row.querySelectorAll("[data-cell]").forEach((place) => {
      const made = template(place.dataset.cell).cloneNode(true);
      const column = made.dataset.entry;
      made.value = at.typed[column] ?? at.cells[column];
      made.setAttribute("aria-label", `${made.dataset.title} (${at.reference})`);
      place.append(made);
    });
    const ways = desk.node("span", { class: "rows__ways" });
    ways.append(desk.button(said().save, save), desk.button(said().cancel, cancel));
    row.querySelector(".worklist__ways").append(ways);
    if (at.more) row.after(at.more);
  }

  function close() {
    at.more?.remove();
    at.row.classList.remove("worklist__row--edited");
    at.row.querySelectorAll("[data-entry], .rows__ways").forEach((one) => one.remove());
    left = at.reference;
    at = null;
  }

  function cancel() {
    if (at.sending) return;
    const { row } = at;
    close();
    row.querySelector("[data-edit]").focus();
  }

  /* Only a session that took place has counts; others show noughts that nobody entered. */
  function cellsToSend() {
    const cells = { ...at.cells, ...at.typed };
    if (at.cells.status === DELIVERED) return cells;
    const counts = controls().dataset.counts.split(" ");
    return { ...cells, ...Object.fromEntries(counts.map((column) => [column, ""])) };
  }

  async function save() {
    if (at.sending) return;
    const sent = at;
    sent.sending = true;
    tell();
    const path = `sessions/${encodeURIComponent(at.reference)}`;
    const cells = cellsToSend();
    const knowing = at.known === desk.doubtful(cells);
    const answer = await desk.send("PUT", path, { version: at.version, cells, knowing });
    sent.sending = false;
    if (sent === at) came(answer, cells);
  }

  function came(answer, cells) {
    const words = said();
    if (answer.status === 200) saved(answer, cells);
    else if (answer.status === 422) refused(answer.faults);
    else if (answer.warnings) warned(answer.warnings);
    else if (answer.status === 409) conflict(answer.conflicts[0].stored);
    else if (answer.status === 401) tell(...desk.signedOut({ ...words, ...controls().dataset }));
    else if (answer.status === 403) tell(words.forbidden);
    else tell(desk.why(answer, words.offline, words.failed));
  }

  /* The row may be corrected again before the list is drawn anew: it tells what is stored now. */
  function saved({ saved: [stored], remarks = [] }, cells) {
    const { reference, row } = at;
    const more = remarks.map((one) => ` ${desk.said(one)}.`);
    Object.assign(row.dataset, { version: stored.version, cells: JSON.stringify(cells) });
    close();
    row.querySelector("[data-edit]").focus();
    desk.note("saved", { session: reference }, ...more);
    desk.redraw();
  }

  /* Beneath the row, for all that is said of it. */
  function tell(...parts) {
    at.more?.remove();
    at.more = null;
    entries().forEach((one) => one.removeAttribute("aria-invalid"));
    if (!parts.length) return;
    const cell = desk.node("td", { colspan: "8", role: "cell", class: "rows__told" }, ...parts);
    at.more = desk.node("tr", { role: "row", class: "rows__more" }, cell);
    at.row.after(at.more);
  }

  function refused(faults) {
    const names = Object.fromEntries(titles());
    const words = (fault) => `${names[fault.column] || fault.column} – ${desk.told(fault)}`;
    const lines = faults.map((fault) => desk.node("p", { class: "desk__fault" }, words(fault)));
    tell(desk.node("div", { role: "alert" }, ...lines), inForm());
    const wrong = faults.map(({ column }) => entry(column)).filter(Boolean);
    wrong.forEach((one) => one.setAttribute("aria-invalid", "true"));
    (wrong[0] || entries()[0]).focus();
  }

  /* What had better be looked at again: saved as it is by who presses again. */
  function warned(warnings) {
    const words = said();
    at.known = desk.doubtful(cellsToSend());
    const lines = warnings.map(({ message }) => desk.node("p", {}, `${desk.said(message)}.`));
    const told = desk.node("div", { role: "alert" }, ...lines, words.warned);
    tell(told, " ", desk.button(words.asis, save));
    (entry(warnings[0].column) || entries()[0]).focus();
  }

  /* Where all of its cells are. */
  function inForm() {
    const isHeld = at.typed.status === DELIVERED && at.cells.status !== DELIVERED;
    const query = new URLSearchParams({ edit: at.reference, ...(isHeld ? { held: "1" } : {}) });
    const href = `${window.location.pathname}?${query}`;
    return desk.node("a", { href, "data-stay": "" }, said().form);
  }

  /* Of theirs, only the cells that were entered here are changed. */
  function conflict(stored) {
    const words = said();
    const mine = { ...at.cells, ...at.typed };
    const merge = desk.button(words.merge, () => {
      Object.assign(at, { version: stored.version, cells: stored.cells });
      save();
    });
    const theirs = desk.button(words.other, () => {
      cancel();
      desk.redraw();
    });
    const ways = stored ? [merge, theirs, inForm()] : [theirs];
    const parts = { level: "h2", columns: titles(), mine, shown, said: words, ways };
    const box = desk.node("section", { class: "desk__conflict" });
    box.append(...desk.conflict(stored, parts));
    tell(box);
    box.querySelector("h2").focus();
  }

  function shown(column, cells) {
    const value = cells[column] || "";
    const options = [...(template(column)?.options || [])];
    return options.find((one) => one.value === value)?.label || value || said().blank;
  }

  /* What is heard of all this */

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-edit]");
    if (button) open(button.closest("[data-row]"), "date");
    if (event.target.closest("a[data-stay]") && at && !at.sending) close();
  });

  document.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("[data-row] [data-cell]");
    if (cell && !event.target.closest("[data-entry]")) {
      open(cell.closest("[data-row]"), cell.dataset.cell);
    }
  });

  document.addEventListener("input", (event) => {
    const { entry: column } = event.target.dataset;
    if (at && column && at.row.contains(event.target)) at.typed[column] = event.target.value.trim();
  });

  document.addEventListener("keydown", (event) => {
    const isHere = at && (at.row.contains(event.target) || at.more?.contains(event.target));
    if (!isHere || event.defaultPrevented) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && event.target.matches("input[data-entry]")) {
      event.preventDefault();
      save();
    }
  });

  /* A list drawn anew has other rows: what was entered goes on in the session's new one. */
  const drawn = impact.drawn;
  impact.drawn = (drawing) => {
    drawn(drawing);
    if (at && !at.row.isConnected) {
      const row = rowOf(at.reference);
      if (row) show(row);
      else at = null;
    }
    if (left && !rowOf(left) && document.activeElement === document.body) desk.focusSaid();
    left = null;
  };
})();
