/* The publish view: prepare a draft, approve the one that is shown, withdraw a publication. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const SAID = "publish-said";
  const value = (id) => document.getElementById(`publish-${id}`).value;
  const isChecked = (id) => document.getElementById(`publish-${id}`)?.checked ?? false;

  function say(name, values = {}) {
    const place = document.getElementById(SAID);
    place.textContent = desk.inWords(place.dataset[name] ?? name, values);
    place.focus();
  }

  async function send(form, path, body, done) {
    const button = form.querySelector("[type=submit]");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true"); // it keeps the focus, and does nothing twice
    const answer = await desk.send("POST", `publications/${path}`, body);
    button.removeAttribute("aria-disabled");
    if (answer.refusals) say(answer.refusals.map(desk.told).join(" "));
    else if (answer.draft || answer.number) {
      say(done, { number: answer.number });
      desk.redraw();
    } else say(desk.why(answer, "offline", "failed"));
  }

  function draft(form) {
    say("preparing");
    const corrects = value("corrects");
    const body = {
      as_of: value("as-of") || null,
      note_en: value("note-en"),
      note_fr: value("note-fr"),
      corrects: corrects ? Number(corrects) : null,
      confirmed: isChecked("confirmed"),
    };
    send(form, "draft", body, "drafted");
  }

  function approve(form) {
    const { draft: id, digest } = form.dataset;
    send(form, "approve", { draft: Number(id), digest }, "approved");
  }

  function withdraw(form) {
    const reason = (language) => form.querySelector(`[data-reason="${language}"]`).value;
    const body = { reason_en: reason("en"), reason_fr: reason("fr") };
    send(form, `${form.dataset.withdraw}/withdraw`, body, "withdrawn");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const act = { "publish-form": draft, "publish-approve": approve }[form.id];
    if (!act && !form.dataset.withdraw) return;
    event.preventDefault();
    (act ?? withdraw)(form);
  });
})();
