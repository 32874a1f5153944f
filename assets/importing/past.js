/* Imports that went in: the one just now, those before it, and the way back from each. */
(function () {
  "use strict";

  const LOOKS = 4; // for an import of which nobody knows whether it went in
  const BETWEEN_LOOKS_MS = 1500;
  const TYPING_PAUSES_MS = 300;
  const MOST_TOLD = 5; // sessions that stand in the way of undoing
  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const place = (id) => document.getElementById(id);
  const said = (...given) => imports.said(...given);
  const { node } = desk;

  let shown = []; // newest first
  let underWay = false;
  let asked = null; // which question is open; it outlives a new list

  /* The list */

  async function ask(page = 1, find = "") {
    const answer = await desk.send("GET", `imports?${new URLSearchParams({ page, find })}`);
    return answer.status === 200 ? answer : null;
  }

  const wanted = () => place("import-find")?.value.trim() ?? "";

  async function refresh() {
    const find = wanted();
    const answer = await ask(1, find);
    if (!place("import-past") || find !== wanted()) return null; // something else is typed
    if (!answer) {
      imports.tell("import-past-said", said("no-list"));
      return null;
    }
    shown = answer.imports;
    if (place("import-past-said").textContent === said("no-list")) imports.tell("import-past-said");
    draw(answer);
    return answer;
  }

  function draw({ page = 1, pages = 1 }) {
    if (!shown.length) {
      const none = said(wanted() ? "none-found" : "none");
      return imports.tell("import-past", node("p", { role: "status" }, none));
    }
    const names = ["when", "file", "who", "added", "changed-count", "unchanged-count", "left-out"];
    const headings = [...names, "ways"].map((name) => said(name));
    const more = page < pages ? desk.button(said("more"), () => showMore(page + 1)) : "";
    const isInList = place("import-past").contains(document.activeElement);
    imports.tell("import-past", list(headings), more);
    if (isInList) place("import-past").querySelector("[data-no]")?.focus();
  }

  async function showMore(page) {
    const answer = await ask(page, wanted());
    if (!answer) return imports.tell("import-past-said", said("no-list"));
    const known = new Set(shown.map(({ id }) => id));
    shown = [...shown, ...answer.imports.filter(({ id }) => !known.has(id))];
    return draw(answer);
  }

  function list(headings) {
    const rows = shown.map((one) => {
      const cells = [
        desk.time(one.imported_at),
        fileOf(one),
        one.author || "..",
        ...[one.added, one.changed, one.unchanged, one.left_out].map(desk.number),
        way(one),
      ];
      const [when, ...others] = cells;
      return node(
        "tr",
        { role: "row" },
        node("th", { scope: "row", role: "rowheader" }, when),
        ...others.map((cell, at) => node("td", labelled(headings[at + 1]), cell)),
      );
    });
    const column = (title) => node("th", { scope: "col", role: "columnheader" }, title);
    return node(
      "table",
      { class: "import__list", role: "table", "aria-labelledby": "import-earlier" },
      node("thead", { role: "rowgroup" }, node("tr", { role: "row" }, ...headings.map(column))),
      node("tbody", { role: "rowgroup" }, ...rows),
    );
  }

  /* Its name, and what was said of all its rows. */
  function fileOf({ file_name: name, said: ofAll }) {
    const told = ofAll.map((words) => node("p", { class: "import__hint" }, desk.said(words)));
    return told.length ? node("div", {}, name, ...told) : name;
  }

  const labelled = (title) => ({ role: "cell", "data-label": title });

  function way(one) {
    if (one.undone) return said("undone");
    return one.can_undo ? undoButton(one, "import-past-said") : "";
  }

  /* Going back: it is asked first, and told when it can't be */

  function undoButton(one, toldIn) {
    const stand = node("div", { class: "import__undo" });
    const file = { file: one.file_name, time: desk.time(one.imported_at) };
    const question = `${toldIn} ${one.id}`;
    const yes = desk.button(said("yes"), () => {
      asked = null;
      undo(one, stand, toldIn);
    });
    const no = desk.button(said("no"), () => {
      asked = null;
      stand.replaceChildren(button);
      button.focus();
    });
    no.dataset.no = "";
    const words = [node("p", {}, said("ask")), yes, " ", no];
    const button = desk.button(said("undo"), () => {
      asked = question;
      stand.replaceChildren(...words);
      no.focus();
    });
    button.setAttribute("aria-label", said("undo-of", file));
    stand.append(...(asked === question ? words : [button]));
    return stand;
  }

  async function undo(one, stand, toldIn) {
    stand.replaceChildren(said("undoing"));
    const answer = await desk.send("POST", `imports/${one.id}/undo`, {});
    imports.tell(toldIn, ...undone(answer));
    place(toldIn).tabIndex = -1;
    place(toldIn).focus();
    await refresh();
    if (answer.status === 200) desk.redraw();
    if (!stand.isConnected) return;
    const next = answer.status === 200 ? said("undone") : undoButton(one, toldIn);
    stand.replaceChildren(next);
  }

  function undone(answer) {
    if (answer.status === 200) return [said("taken-back", { count: answer.changed })];
    if (answer.status === 422) return [said("not-undone"), " ", standsInTheWay(answer.faults)];
    const names = { 401: "signedout", 403: "forbidden" };
    const why = said(names[answer.status] || desk.why(answer, "offline", "failed"));
    return [`${said("not-undone")} ${why}`];
  }

  function standsInTheWay(faults) {
    const items = faults.slice(0, MOST_TOLD).map((fault) => {
      const query = new URLSearchParams({ tab: "list", history: fault.value });
      const link = { href: `${window.location.pathname}?${query}`, "data-stay": "" };
      const about = fault.column ? node("a", link, fault.value) : fault.value;
      return node("li", {}, about, ` – ${desk.told(fault)}`);
    });
    const others = faults.length - items.length;
    if (others > 0) items.push(node("li", {}, said("and-more", { count: others })));
    return node("ul", {}, ...items);
  }

  /* The one just now */

  function showOutcome({ file, done, faulty }) {
    const outcome = place("import-outcome");
    const told = node("p", { id: "import-outcome-said", role: "status" });
    const title = node("h2", { tabindex: "-1" }, said("imported", { name: file.name }));
    const ways = node("div", { class: "desk__ways" });
    ways.append(
      node("a", { href: imports.listAddress(), "data-stay": "" }, said("see")),
      undoButton(
        { id: done.import, file_name: file.name, imported_at: new Date().toISOString() },
        "import-outcome-said",
      ),
    );
    const words = node("p", {}, outcomeWords(done));
    outcome.replaceChildren(title, words, ...toMend(faulty), ways, told);
    outcome.hidden = false;
    title.focus();
    refresh();
  }

  const outcomeWords = (done) =>
    said("outcome", {
      new: done.new,
      changed: done.changed,
      unchanged: done.unchanged,
      left_out: done.left_out ?? 0,
    });

  function toMend(faulty) {
    if (!faulty) return [];
    const get = desk.button(said("download", { count: faulty.count }), faulty.download);
    return [node("p", { class: "desk__ways" }, get, said("mend"))];
  }

  /* Whether an import went in whose answer never came */

  const key = () => `${window.impact.kept("impact-import")} ${imports.reader()}`;

  function inStorage(act) {
    try {
      return act(window.localStorage);
    } catch {
      return null; // nothing is kept here
    }
  }

  async function begin(name) {
    underWay = true;
    const answer = await ask();
    const after = Math.max(0, ...(answer?.imports ?? shown).map(({ id }) => id));
    const mark = { name, after, at: new Date().toISOString() };
    inStorage((storage) => storage.setItem(key(), JSON.stringify(mark)));
    return mark;
  }

  function ended() {
    underWay = false;
    inStorage((storage) => storage.removeItem(key()));
  }

  const pause = () => new Promise((resolve) => window.setTimeout(resolve, BETWEEN_LOOKS_MS));

  /* The import; nothing when it did not go in; `undefined` when nobody can tell yet. */
  async function lookUp({ name, after }, looks = LOOKS) {
    let answer = null;
    for (let look = 0; look < looks; look += 1) {
      if (look > 0) await pause();
      answer = await (wanted() ? ask() : refresh());
      const found = answer?.imports.find((one) => one.id > after && one.file_name === name);
      if (found) return found;
    }
    return answer ? null : undefined;
  }

  function lookUpAgain(mark, settled) {
    return desk.button(said("look-up"), async () => {
      const found = await lookUp(mark, 1);
      if (found !== undefined) settled(found);
    });
  }

  /* What was under way when the page was left. */
  async function settleLeft() {
    const mark = inStorage((storage) => JSON.parse(storage.getItem(key())));
    if (!mark || underWay) return;
    const found = await lookUp(mark, 1);
    const began = { name: mark.name, time: desk.time(mark.at) };
    const result = found ? said("went-in") : said(found === null ? "not-in" : "no-list");
    const dismiss = desk.button(said("dismiss"), () => {
      ended();
      imports.tell("import-left");
      place("import-file").focus();
    });
    const again = found ? "" : desk.button(said("look-up"), settleLeft);
    imports.tell(
      "import-left",
      node(
        "div",
        { class: "desk__offer", role: "status" },
        node("span", {}, `${said("interrupted", began)} ${result}`),
        again,
        dismiss,
      ),
    );
  }

  let typing = 0;
  document.addEventListener("input", ({ target }) => {
    if (target.id !== "import-find") return;
    window.clearTimeout(typing);
    typing = window.setTimeout(refresh, TYPING_PAUSES_MS);
  });

  imports.past = {
    refresh,
    showOutcome,
    begin,
    ended,
    lookUp,
    lookUpAgain,
    settleLeft,
    isUnderWay: () => underWay,
  };
})();
