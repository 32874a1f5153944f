/* The form: its cells, its counts, its faults. What stands in it outlives every redrawing. */
(function () {
  "use strict";

  const DELIVERED = "delivered";
  const NOT_RECORDED = "unknown";
  const NEEDED = ["date", "status", "kind", "language", "venue", "venue_type"];
  const VENUE_CELLS = ["label_en", "label_fr", "area"];
  const ASKED_FOR = "new venue";
  const HABITS = ["date", "kind", "language", "venue", "facilitators", "duration_minutes"];
  const impact = window.impact;
  const desk = impact.desk;

  /* The session in the form: `version` is 0 for one that is not saved yet. */
  let at = null;
  let drawnForm = null;

  const place = (id) => document.getElementById(id);
  const field = (column) => drawnForm.querySelector(`[data-column="${CSS.escape(column)}"]`);
  const control = (column) => drawnForm.elements[`desk-${column}`];
  const ages = () => [...drawnForm.querySelectorAll(".desk__ages [data-count]")];
  const words = () => JSON.parse(drawnForm.dataset.words);
  const boxes = () => [...drawnForm.querySelectorAll("input[name=facilitators]")];
  const whole = (text) => (/^\s*\d+\s*$/.test(text || "") ? Number(text) : 0);

  function randomLetters() {
    const random = crypto.getRandomValues(new Uint8Array(6));
    return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function newReference() {
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
    return `L-${day}-${randomLetters().toUpperCase()}`;
  }

  function mainControls() {
    const inFold = place("desk-new-venue");
    return [...drawnForm.elements].filter((one) => one.name && !inFold.contains(one));
  }

  function cellsInForm() {
    const cells = {};
    mainControls().forEach((one) => {
      if (one.type !== "checkbox") cells[one.name] = one.value.trim();
    });
    const chosen = boxes().filter((box) => box.checked);
    cells.facilitators = chosen.map((box) => box.value).join("; ");
    return cells;
  }

  /* As they are sent: only a session that took place has counts. */
  function cellsToSend() {
    const cells = cellsInForm();
    if (cells.status !== DELIVERED) countColumns().forEach((column) => (cells[column] = ""));
    return cells;
  }

  function countColumns() {
    return [...drawnForm.querySelectorAll("#desk-counts [data-count]")].map((one) => one.name);
  }

  function sumOf(cells) {
    return ages().reduce((sum, one) => sum + whole(cells[one.name]), 0);
  }

  function put(cells) {
    mainControls().forEach((one) => {
      if (one.type !== "checkbox") one.value = cells[one.name] ?? "";
    });
    const chosen = (cells.facilitators || "").split(";").map((code) => code.trim());
    boxes().forEach((box) => (box.checked = chosen.includes(box.value)));
    const total = control("total");
    const isOfNobody = cells.status !== DELIVERED && whole(total.value) === 0;
    const isSum = sumOf(cells) > 0 && whole(total.value) === sumOf(cells);
    if (isOfNobody || isSum) total.value = "";
    follow();
  }

  /* What depends on what was entered. */
  function follow() {
    place("desk-counts").hidden = control("status").value !== DELIVERED;
    nameVenue();
    sum();
    followVenueType();
  }

  function nameVenue() {
    const typed = control("venue").value.trim().toLocaleLowerCase();
    const options = [...place("desk-venues").children];
    const found = options.find((one) => one.value.toLocaleLowerCase() === typed);
    place("desk-venue-name").textContent = found?.label === found?.value ? "" : found?.label || "";
  }

  function sum() {
    const said = words();
    const total = control("total");
    const recorded = sumOf(cellsInForm());
    const difference = total.value.trim() === "" ? 0 : whole(total.value) - recorded;
    const name = difference > 0 ? "difference" : difference < 0 ? "beyond" : "sum";
    total.placeholder = desk.number(recorded);
    place("desk-sum").textContent = desk.inWords(said[name], {
      recorded: desk.number(recorded),
      total: desk.number(whole(total.value)),
      difference: desk.number(difference),
    });
    place("desk-difference").disabled = difference <= 0 || !control(NOT_RECORDED);
    at.difference = difference;
  }

  function putDifference() {
    const unknown = control(NOT_RECORDED);
    unknown.value = whole(unknown.value) + at.difference;
    entered();
    unknown.focus();
  }

  function step(count, by) {
    if (by < 0 && count.value.trim() === "") return;
    count.value = Math.max(0, whole(count.value) + by);
    entered();
  }

  function entered() {
    at.touched = true;
    at.cells = cellsInForm();
    follow();
    at.offered = false;
    desk.drafts.keep(at.reader, at.reference, at.cells, at.isNew ? 0 : at.version);
  }

  /* Whose form it is, of which session; what was typed stays when the same is drawn again. */
  function ready() {
    const begins = place("desk-begin");
    const form = place("desk-form");
    if (!begins || !form) return;
    const begin = JSON.parse(begins.dataset.begin);
    const before = drawnForm;
    const isNewlyDrawn = form !== before;
    drawnForm = form;
    const identity = `${begin.reference} ${begin.held}`;
    const isSame = at && at.identity === identity;
    if (!isSame || (!at.isNew && !at.touched && at.version !== begin.version)) {
      start(begin, identity);
    } else if (isNewlyDrawn) {
      put(at.cells);
      keepSaid(before);
    }
    if (isNewlyDrawn) {
      listen(form);
      takeUpVenue();
    }
    offer();
  }

  /* What the form that stood here before said of the last step. */
  function keepSaid(before) {
    ["desk-summary", "desk-said"].forEach((id) => {
      say(id, ...(before?.querySelector(`#${id}`)?.childNodes ?? []));
    });
  }

  function start(begin, identity) {
    const isNew = begin.reference === "";
    at = {
      identity,
      isNew,
      reader: begin.reader,
      reference: isNew ? newReference() : begin.reference,
      version: begin.version,
      cells: begin.cells,
      touched: begin.held,
      offered: !isNew, // what was changed and not saved, until something else is entered
      sending: false,
    };
    clearFaults();
    closeConflict();
    say("desk-said");
    say("desk-summary");
    put(begin.cells);
    if (begin.held && begin.cells.total === "") ages()[0]?.focus(); // all else is known
  }

  function say(id, ...parts) {
    place(id).replaceChildren(...parts);
  }

  /* Faults, each beside its field */

  function clearFaults() {
    drawnForm.querySelectorAll(".desk__fault").forEach((one) => {
      one.hidden = true;
      one.textContent = "";
      one.classList.remove("desk__fault--mild");
    });
    drawnForm.querySelectorAll("[aria-invalid]").forEach((one) => {
      one.removeAttribute("aria-invalid");
    });
  }

  /* Returns what has no field of its own. */
  function showFaults(faults) {
    clearFaults();
    const others = [];
    faults.forEach((fault) => {
      const of = field(fault.column);
      if (!of) return others.push(desk.told(fault));
      const told = of.querySelector(".desk__fault");
      told.textContent = [told.textContent, inField(fault)].join(" ").trim();
      told.hidden = false;
      if (of.localName !== "fieldset") control(fault.column).setAttribute("aria-invalid", "true");
    });
    const first = drawnForm.querySelector(".desk__fault:not([hidden])");
    first?.parentElement.querySelector("input, select, textarea").focus();
    return others;
  }

  /* In a form nobody speaks of cells. */
  function inField(fault) {
    const isBlank = NEEDED.includes(fault.column) && control(fault.column).value.trim() === "";
    return isBlank ? words().needed : desk.told(fault);
  }

  /* Sending */

  async function save() {
    if (at.sending) return;
    if (at.isNew && !at.touched) return say("desk-said", words().nothing);
    at.sending = true;
    clearFaults();
    say("desk-summary");
    say("desk-said", words().sending);
    const sent = at;
    const cells = cellsToSend();
    const knowing = at.known === desk.doubtful(cells);
    const answer = at.version
      ? await desk.send("PUT", `sessions/${encodeURIComponent(at.reference)}`, {
          version: at.version,
          cells,
          knowing,
        })
      : await desk.send("POST", "sessions", {
          cells: { reference: at.reference, ...cells },
          knowing,
        });
    sent.sending = false;
    if (sent === at && drawnForm.isConnected) came(answer, cells);
  }

  function came(answer, cells) {
    const said = words();
    say("desk-said");
    if (answer.status === 200) saved(answer, cells);
    else if (answer.status === 422) refused(answer.faults);
    else if (answer.warnings) warned(answer.warnings, cells);
    else if (answer.status === 409) conflict(answer.conflicts[0].stored, cells);
    else if (answer.status === 403) say("desk-said", said.forbidden);
    else {
      const why = desk.why(answer, said.offline, said.failed);
      say("desk-said", `${why} `, desk.button(said.again, save));
    }
  }

  function refused(faults) {
    const others = showFaults(faults);
    const count = desk.number(faults.length);
    say("desk-summary", [desk.inWords(words().faults, { count }), ...others].join(" "));
  }

  /* What had better be looked at again: saved as it is by who presses again. */
  function warned(warnings, cells) {
    const said = words();
    at.known = desk.doubtful(cells);
    warnings.forEach(({ column, message }) => {
      const told = field(column).querySelector(".desk__fault");
      told.textContent = `${desk.said(message)}.`;
      told.classList.add("desk__fault--mild");
      told.hidden = false;
    });
    say("desk-said", `${said.warned} `, desk.button(said.asis, save));
    control(warnings[0].column).focus();
  }

  function saved(answer, cells) {
    const said = words();
    const { reference, version } = answer.saved[0];
    const remarks = (answer.remarks || []).map((one) => ` ${desk.said(one)}.`);
    const done = desk.inWords(said.saved, { reference });
    closeConflict();
    desk.drafts.forget(at.reader, at.reference);
    if (at.isNew) {
      next(cells);
      const edit = new URLSearchParams({ edit: reference });
      const link = { href: `${window.location.pathname}?${edit}`, "data-stay": "" };
      const wayBack = desk.node("a", link, desk.inWords(said.edit, { reference }));
      say("desk-summary", done, ...remarks, " ", wayBack);
    } else {
      Object.assign(at, { version, touched: false });
      say("desk-summary", done, ...remarks);
    }
    place("desk-summary").scrollIntoView({ block: "nearest" });
    control("date").focus();
    desk.redraw();
  }

  /* The next session is much like this one, but for who came. */
  function next(cells) {
    const habits = HABITS.map((column) => [column, cells[column]]);
    at.reference = newReference();
    at.version = 0;
    at.cells = { ...Object.fromEntries(habits), status: DELIVERED };
    at.touched = false;
    put(at.cells);
  }

  /* Two people, one session */

  function conflict(stored, mine) {
    const said = words();
    const box = place("desk-conflict");
    const fields = [...drawnForm.querySelectorAll("[data-column]")];
    const columns = fields
      .filter((one) => one.closest("#desk-new-venue") === null)
      .map(({ dataset: { column, title } }) => [column, title]);
    const ways = stored
      ? [
          desk.button(said.keep, () => keepMine(stored)),
          desk.button(said.other, () => takeTheirs(stored)),
        ]
      : [desk.button(said.anew, () => keepMine({ version: 0 }))];
    const parts = { level: "h3", columns, mine, shown: shownCell, said, ways };
    box.replaceChildren(...desk.conflict(stored, parts));
    box.hidden = false;
    box.querySelector("h3").focus();
  }

  function closeConflict() {
    const box = place("desk-conflict");
    box.hidden = true;
    box.replaceChildren();
  }

  function keepMine(stored) {
    at.version = stored.version;
    place("desk-save").focus();
    save();
  }

  function takeTheirs(stored) {
    desk.drafts.forget(at.reader, at.reference);
    Object.assign(at, { version: stored.version, cells: stored.cells, touched: false });
    closeConflict();
    clearFaults();
    put(stored.cells);
    say("desk-summary", words().taken);
    control("date").focus();
  }

  /* A cell as it is meant: a blank total is the sum, an age group without a count has none. */
  function shownCell(column, cells) {
    const value = cells[column] || "";
    const of = control(column);
    if (column === "total" && value === "") return `${sumOf(cells)}`;
    if (of && ages().includes(of)) return `${whole(value)}`;
    if (of?.localName === "select") {
      return [...of.options].find((option) => value && option.value === value)?.label || value;
    }
    return value || words().blank;
  }

  /* Drafts */

  function offer() {
    const said = words();
    const here = at.offered ? [desk.drafts.of(at.reader, at.reference)].filter(Boolean) : [];
    const drafts = at.isNew ? desk.drafts.others(at.reader, at.reference) : here;
    place("desk-offers").replaceChildren(
      ...drafts.map((draft) =>
        desk.node(
          "p",
          { class: "desk__offer" },
          desk.node("span", {}, ofWhat(draft, said)),
          at.isNew && draft.version ? wayTo(draft, said.takeall) : wayBack(draft, said),
          desk.button(draft.version ? said.throwall : said.throw, () => throwAway(draft)),
        ),
      ),
    );
  }

  function ofWhat({ reference, version, at: time }, said) {
    const words = { reference, time: desk.time(time) };
    return desk.inWords(version ? said.changes : said.draft, words);
  }

  const wayBack = (draft, said) =>
    desk.button(draft.version ? said.takeall : said.take, () => takeUp(draft));

  /* Changes are taken up where their session stands. */
  function wayTo({ reference }, words) {
    const query = new URLSearchParams({ edit: reference });
    const address = `${window.location.pathname}?${query}`;
    return desk.node("a", { class: "chip", href: address, "data-stay": "" }, words);
  }

  function takeUp({ reference, version = 0, cells }) {
    Object.assign(at, { reference, version, cells, touched: true, offered: false });
    clearFaults();
    closeConflict();
    put(cells);
    offer();
    control("date").focus();
  }

  function throwAway(draft) {
    desk.drafts.forget(at.reader, draft.reference);
    offer();
    control("date").focus();
  }

  /* A new venue */

  function followVenueType() {
    const kind = control("venue_type");
    const isSensitive = kind.selectedOptions[0]?.dataset.sensitive !== undefined;
    place("desk-venue-names").hidden = isSensitive;
    place("desk-venue-sensitive").hidden = !isSensitive;
  }

  /* The venue that was asked for and that no answer came of: sent again, it is added once. */
  const askedFor = () => JSON.parse(desk.drafts.words(at.reader, ASKED_FOR) || "null");

  function forgetVenue() {
    desk.drafts.forget(at.reader, ASKED_FOR);
  }

  function venueInFold() {
    const isNamed = !place("desk-venue-names").hidden;
    const cells = VENUE_CELLS.map((name) => [name, isNamed ? control(name).value.trim() : ""]);
    return { venue_type: control("venue_type").value, ...Object.fromEntries(cells) };
  }

  function venueToSend() {
    const body = venueInFold();
    const asked = askedFor();
    const isSame = asked && Object.keys(body).every((name) => body[name] === asked[name]);
    return { ...body, request: isSame ? asked.request : randomLetters() + randomLetters() };
  }

  async function addVenue() {
    const said = words();
    const body = venueToSend();
    desk.drafts.keepWords(at.reader, ASKED_FOR, JSON.stringify(body));
    place("desk-venue-add").disabled = true;
    const answer = await desk.send("POST", "venues", body);
    place("desk-venue-add").disabled = false;
    if (answer.status === 200) return venueAdded(answer.code, body);
    if (answer.status === 422) {
      forgetVenue();
      say("desk-venue-said", ...showFaults(answer.faults));
    } else if (answer.status === 403) say("desk-venue-said", said.forbidden);
    else say("desk-venue-said", desk.why(answer, said.venuelost, said.failed));
  }

  function venueAdded(code, body) {
    if (askedFor()?.request !== body.request) return; // the second answer to the same
    forgetVenue();
    const name = body[`label_${document.documentElement.lang.slice(0, 2)}`];
    const option = desk.node("option", { value: code, ...(name ? { label: name } : {}) });
    place("desk-venues").append(option);
    ["venue_type", ...VENUE_CELLS].forEach((one) => (control(one).value = ""));
    clearFaults();
    place("desk-new-venue").open = false;
    control("venue").value = code;
    say("desk-venue-said");
    entered();
    say("desk-summary", desk.inWords(words().venue, { code }));
    control("venue").focus();
  }

  /* After a reload it stands in the fold again; whoever closes the fold does not want it any more. */
  function takeUpVenue() {
    const asked = askedFor();
    if (!asked || control("venue_type").value) return;
    ["venue_type", ...VENUE_CELLS].forEach((name) => (control(name).value = asked[name]));
    place("desk-new-venue").open = true;
    followVenueType();
    say("desk-venue-said", words().venuelost);
  }

  /* What is heard of all this */

  function listen(form) {
    const fold = place("desk-new-venue");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    form.addEventListener("input", (event) => {
      if (fold.contains(event.target)) followVenueType();
      else entered();
    });
    place("desk-venue-summary").addEventListener("click", () => fold.open && forgetVenue());
    form.addEventListener("change", (event) => {
      if (event.target === control("venue")) codeOfLabel(event.target);
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const by = Number(button?.dataset.step);
      if (by) step(button.parentElement.querySelector("input"), by);
      else if (button?.id === "desk-difference") putDifference();
      else if (button?.id === "desk-venue-add") addVenue();
    });
    form.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (by && event.target.matches("[data-count]")) {
        event.preventDefault();
        step(event.target, by);
      } else if (event.key === "Enter" && fold.contains(event.target) && event.target.name) {
        event.preventDefault();
        addVenue();
      }
    });
  }

  /* Whoever types a name to its end means the venue's code. */
  function codeOfLabel(venue) {
    const typed = venue.value.trim().toLocaleLowerCase();
    const options = [...place("desk-venues").children];
    const named = options.filter((one) => one.label.toLocaleLowerCase() === typed);
    if (typed === "" || named.length !== 1) return;
    venue.value = named[0].value;
    entered();
  }

  const drawn = impact.drawn;
  impact.drawn = (drawing) => {
    drawn(drawing);
    ready();
  };
})();
