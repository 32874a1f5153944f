/* Grants of embedded views: made, changed over the version that was seen, given a new key, revoked. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const embeds = (window.impact.embeds = window.impact.embeds || {});
  const DONE = 200;
  const CLASH = 409;
  const FAULTY = 422;
  const UNFIT = [400, 413];

  /* A key that was not closed yet would be lost by what takes its place. */
  function holdsKey() {
    const partner = embeds.keyOf();
    if (partner) embeds.say(embeds.sentence("held", { partner }));
    return partner !== "";
  }

  /* `request` is what to do: `path`, `body`, and what to `say` once it is done. */
  async function send(request) {
    embeds.clear();
    const { path, body } = request;
    const answer = await desk.send("POST", `embeds${path}`, body);
    if (answer.status === DONE) finish(request, answer);
    else if (answer.status === FAULTY) refused(answer.faults);
    else if (answer.status === CLASH) clash(request, answer.conflicts[0].now);
    else if (UNFIT.includes(answer.status)) embeds.say(embeds.sentence("unfit"));
    else embeds.say(desk.why(answer, embeds.sentence("offline"), embeds.sentence("failed")));
  }

  function finish({ say, closes }, { grant, key, snippets }) {
    const { partner } = grant;
    if (grant.revoked_on) embeds.revoked(grant);
    if (closes) toList();
    else desk.redraw();
    embeds.say(embeds.sentence(say, { partner }));
    if (key) embeds.made(grant, snippets, key);
  }

  /* The list alone, without the form. */
  function toList() {
    const query = new URLSearchParams(window.location.search);
    query.delete("grant");
    query.delete("new");
    window.impact.go(query);
  }

  function refused(faults) {
    if (embeds.form()) embeds.showFaults(faults.map(embeds.toldFault));
    else embeds.say(faults.map(desk.told).join(" "));
  }

  function ask(...body) {
    const title = desk.node("h2", { tabindex: "-1" }, embeds.sentence("clash"));
    const box = desk.node("div", { class: "desk__conflict" }, title, ...body);
    document.getElementById("embeds-ask").replaceChildren(box);
    title.focus();
  }

  /* What is there now beside what stands in the form; elsewhere the list shows it. */
  function clash(request, now) {
    if (!request.closes) {
      desk.redraw();
      return embeds.say(`${embeds.sentence("clash")}. ${embeds.sentence("gone")}`);
    }
    const list = desk.node("ul", {});
    embeds.differences(now).forEach(({ title, theirs, mine }) => {
      const values = Object.entries({ theirs, mine }).map(([name, value]) =>
        embeds.sentence(name, { value: value || embeds.sentence("blank") }),
      );
      list.append(desk.node("li", {}, desk.node("strong", {}, title), ` – ${values.join("; ")}`));
    });
    const over = { ...request, body: { ...request.body, version: now.version } };
    ask(
      list,
      desk.button(embeds.sentence("over"), () => send(over)),
      " ",
      desk.button(embeds.sentence("take"), anew),
    );
  }

  function anew() {
    embeds.clear();
    embeds.form()?.reset();
    desk.redraw();
    document.getElementById("view-embeds-form").focus();
  }

  function save(form) {
    embeds.clear();
    const missing = embeds.missing();
    if (missing.length) return embeds.showFaults(missing);
    const { grant, version } = form.dataset;
    const body = embeds.body();
    if (!grant && holdsKey()) return undefined;
    if (!grant) return send({ path: "", body, say: "granted", closes: true });
    return send({ path: `/${grant}`, body: { ...body, version }, say: "saved", closes: true });
  }

  function act({ deed, grant, version }) {
    if (deed === "key" && holdsKey()) return undefined;
    const body = deed === "key" ? { version } : {};
    return send({ path: `/${grant}/${deed}`, body, say: deed });
  }

  async function show({ snippets: id, partner }) {
    embeds.clear();
    if (holdsKey()) return;
    const answer = await desk.send("GET", `embeds/${id}/snippets`);
    if (answer.status === DONE) embeds.made({ id, partner }, answer.snippets);
    else embeds.say(desk.why(answer, embeds.sentence("offline"), embeds.sentence("failed")));
  }

  /* Nothing is done twice while an answer is on its way; the button keeps the focus. */
  async function once(button, work) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    await work();
    button.removeAttribute("aria-disabled");
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "embeds-form") return;
    event.preventDefault();
    once(event.target.querySelector("[type=submit]"), () => save(event.target));
  });

  document.addEventListener("click", (event) => {
    const deed = event.target.closest("button[data-deed]");
    const snippets = event.target.closest("button[data-snippets]");
    if (deed) once(deed, () => act(deed.dataset));
    else if (snippets) once(snippets, () => show(snippets.dataset));
    else if (event.target.closest("a[data-stay]") && document.getElementById("embeds-said")) {
      embeds.clear();
    }
  });
})();
