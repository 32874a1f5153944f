/* Reference data: a record saved, taken out or merged; asked first where the past would change. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const DONE = 200;
  const CLASH = 409;
  const FAULTY = 422;
  const SAID = "reference-said";

  const place = (id) => document.getElementById(id);
  const form = () => place("reference-form");
  const sentence = (name, values = {}) => desk.inWords(place(SAID).dataset[name], values);
  const field = (column) =>
    document.querySelector(`.reference__editor [data-column="${CSS.escape(column)}"]`);
  const control = (of) => of.querySelector("input, select, textarea");

  /* The form in which something was entered that is not saved. */
  let entered = null;
  desk.holding(() => entered !== null && entered === form());

  function say(...parts) {
    place(SAID).replaceChildren(...parts);
    place(SAID).focus();
  }

  function ask(title, body, ...buttons) {
    const heading = desk.node("h2", { tabindex: "-1" }, title);
    const box = desk.node("div", { class: "desk__conflict" }, heading, body, ...buttons);
    place("reference-ask").replaceChildren(box);
    heading.focus();
  }

  function clear() {
    place("reference-ask").replaceChildren();
    place(SAID).textContent = "";
    document.querySelectorAll(".reference__editor .desk__fault").forEach((one) => {
      one.hidden = true;
      one.textContent = "";
    });
    document.querySelectorAll(".reference__editor [aria-invalid]").forEach((one) => {
      one.removeAttribute("aria-invalid");
    });
  }

  /* `request` is what to do: `method`, `path`, `body`, and what to say and do once it is done. */
  async function send(request) {
    clear();
    const { method, path, body } = request;
    const answer = await desk.send(method, `reference/${path}`, body);
    if (answer.status === DONE) finish(request, answer);
    else if (answer.status === FAULTY) refuse(request, answer.faults);
    else if (answer.warnings) warn(request, answer.warnings);
    else if (answer.status === CLASH && answer.conflicts) clash(request, answer.conflicts[0]);
    else if (answer.status === 401) say(...desk.signedOut(place(SAID).dataset));
    else say(desk.why(answer, sentence("offline"), sentence("failed")));
  }

  /* What stands in the form is not what a state of the past is refused for. */
  function refuse({ ofThePast }, faults) {
    if (ofThePast) say(faults.map(desk.told).join(" "));
    else showFaults(faults);
  }

  function finish({ done, after }, { key }) {
    entered = null;
    say(sentence(done, { key }));
    if (after) after(key);
    else desk.redraw();
  }

  function warn(request, warnings) {
    const list = desk.node("ul", {});
    warnings.forEach((one) => list.append(desk.node("li", {}, desk.said(one))));
    const knowing = { ...request, body: { ...request.body, knowing: true } };
    ask(
      sentence("asks"),
      list,
      desk.button(sentence("knowing"), () => send(knowing)),
      " ",
      desk.button(sentence("leave"), leave),
    );
  }

  function leave() {
    clear();
    place("view-editor").focus();
  }

  /* What is there now beside what stands in the form, cell by cell. */
  function clash(request, { now }) {
    if (!now) return ask(sentence("clash"), sentence("removed"), anew());
    const mine = request.body.cells || {};
    const list = desk.node("ul", {});
    Object.keys(mine)
      .filter((column) => (now.cells[column] ?? "") !== mine[column])
      .forEach((column) => {
        const values = [
          ["theirs", now.cells[column]],
          ["mine", mine[column]],
        ].map(([name, value]) => sentence(name, { value: value || sentence("blank") }));
        const title = field(column)?.dataset.title || column;
        list.append(desk.node("li", {}, desk.node("strong", {}, title), ` – ${values.join("; ")}`));
      });
    const over = { ...request, body: { ...request.body, version: now.version } };
    const buttons = request.body.cells
      ? [desk.button(sentence("over"), () => send(over)), " "]
      : [];
    ask(sentence("clash"), list, ...buttons, anew());
  }

  function anew() {
    return desk.button(sentence("take"), () => {
      clear();
      entered = null;
      form()?.reset();
      desk.redraw();
      place("view-editor").focus();
    });
  }

  function showFaults(faults) {
    const others = [];
    faults.forEach((fault) => {
      const of = fault.column && field(fault.column);
      if (!of) return others.push(desk.told(fault));
      const told = of.querySelector(".desk__fault");
      const isMissing = "needed" in of.dataset && control(of).value.trim() === "";
      told.textContent = isMissing ? sentence("needed") : desk.told(fault); // nobody sees cells here
      told.hidden = false;
      control(of).setAttribute("aria-invalid", "true");
    });
    if (others.length) return say(others.join(" "));
    place(SAID).textContent = sentence("faults");
    document.querySelector(".reference__editor [aria-invalid]").focus();
  }

  function cellsOf(open) {
    const cells = [...new FormData(open)].map(([name, value]) => [name, value.trim()]);
    const isUnnamed = (name) => field(name).closest("[data-named]")?.hidden;
    return Object.fromEntries(cells.map(([name, value]) => [name, isUnnamed(name) ? "" : value]));
  }

  /* A venue of a sensitive type has neither name nor area. */
  function followType(select) {
    const byCode = "sensitive" in select.selectedOptions[0].dataset;
    document.querySelectorAll("#reference-form [data-named]").forEach((part) => {
      part.hidden = byCode;
    });
  }

  function address({ kind, key }) {
    return key ? `${kind}/${encodeURIComponent(key)}` : kind;
  }

  function save(open) {
    const { key, version } = open.dataset;
    const cells = cellsOf(open);
    const request = { method: key ? "PUT" : "POST", path: address(open.dataset), done: "saved" };
    if (key) return send({ ...request, body: { version, cells } });
    return send({ ...request, body: { cells }, after: () => added(open) });
  }

  function added(open) {
    open.reset();
    desk.redraw();
  }

  function takeOut(open) {
    const { kind, version } = open.dataset;
    send({
      method: "DELETE",
      path: address(open.dataset),
      body: { version },
      done: "gone",
      after: () => window.impact.go(new URLSearchParams({ of: kind })),
    });
  }

  function restore({ goback, kind, key, version }) {
    send({
      method: "POST",
      path: `${address({ kind, key })}/restore`,
      body: { entry: Number(goback), version: version || null },
      done: "restored",
      ofThePast: true,
    });
  }

  function merge(button) {
    const code = button.dataset.merge;
    clear();
    const chosen = place("reference-into").selectedOptions[0];
    const into = chosen.value;
    if (!into) return showFaults([{ column: "into" }]);
    const versions = { [code]: form().dataset.version, [into]: chosen.dataset.version };
    send({
      method: "POST",
      path: `venues/${encodeURIComponent(code)}/merge`,
      body: { into, versions },
      done: "merged",
      after: () => window.impact.go(new URLSearchParams({ of: "venues", record: into })),
    });
  }

  function unmerge({ unmerge: code }) {
    const path = `venues/${encodeURIComponent(code)}/unmerge`;
    send({ method: "POST", path, body: {}, done: "unmerged" });
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "reference-form") return;
    event.preventDefault();
    save(event.target);
  });

  document.addEventListener("input", (event) => {
    if (form()?.contains(event.target)) entered = form();
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "reference-venue_type") followType(event.target);
  });

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-takeout]")) takeOut(form());
    else if (on("[data-merge]")) merge(on("[data-merge]"));
    else if (on("[data-goback]")) restore(on("[data-goback]").dataset);
    else if (on("[data-unmerge]")) unmerge(on("[data-unmerge]").dataset);
    else if (on("a[data-stay]") && place(SAID)) clear();
  });
})();
