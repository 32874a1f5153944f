/* A thing to mend that is right: said with a reason, which is kept until it is sent, and taken back. */
(function () {
  "use strict";

  const impact = window.impact;
  const desk = impact.desk;
  const sending = new Set(); // by key: pressed twice, it is sent once

  const place = (id) => document.getElementById(id);
  const said = () => place("mend-words").dataset;
  const reader = () => place("mend-reader").dataset.reader;
  const kept = (key) => `finding ${key}`;
  const forms = () => [...document.querySelectorAll("form[data-check]")];
  const formOf = (key) => document.querySelector(`form[data-check="${CSS.escape(key)}"]`);
  const field = (form) => form.elements.reason;

  desk.holding(() => forms().some((form) => field(form).value.trim()));

  function tell(form, ...parts) {
    const told = form.querySelector(".desk__fault");
    told.replaceChildren(...parts);
    told.hidden = !parts.length;
  }

  function faulty(form, faults) {
    tell(form, faults.map(desk.told).join(" "));
    field(form).setAttribute("aria-invalid", "true");
    field(form).focus();
  }

  async function check({ dataset }) {
    const { check: key, rule, versions } = dataset;
    if (sending.has(key)) return;
    sending.add(key);
    const reason = field(formOf(key)).value;
    const body = { rule, versions: JSON.parse(versions), reason };
    const answer = await desk.send("POST", "findings/checked", body);
    sending.delete(key);
    came(answer, key);
  }

  function came(answer, key) {
    const form = formOf(key); // it may have been drawn anew
    if (answer.status === 200) return checked(answer.key);
    if (answer.status === 409 || !form) return desk.refused(answer);
    const words = JSON.parse(said().words);
    field(form).removeAttribute("aria-invalid");
    if (answer.status === 422) faulty(form, answer.faults);
    else if (answer.status === 401) tell(form, ...desk.signedOut({ ...words, ...said() }));
    else if (answer.status === 403) tell(form, desk.words().forbidden);
    else tell(form, desk.why(answer, words.kept, words.failed));
  }

  function checked(key) {
    desk.drafts.forget(reader(), kept(key));
    const undo = desk.button(desk.words().undo, () => takeBack(key));
    desk.tell("right", {}, " ", undo);
    desk.redraw();
  }

  async function takeBack(key) {
    const answer = await desk.send("DELETE", `findings/checked/${encodeURIComponent(key)}`);
    if (answer.status !== 200) return desk.refused(answer);
    desk.tell("open");
    return desk.redraw();
  }

  function keep({ dataset: { check: key } }, reason) {
    if (reason.trim()) desk.drafts.keepWords(reader(), kept(key), reason);
    else desk.drafts.forget(reader(), kept(key));
  }

  /* What was entered and not sent stands in its field again, after a reload as well. */
  function takeUp(form) {
    const reason = desk.drafts.words(reader(), kept(form.dataset.check));
    if (!reason || field(form).value) return;
    field(form).value = reason;
    form.closest("details").open = true;
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-check]")) return;
    event.preventDefault();
    check(event.target);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-check]");
    if (form) keep(form, event.target.value);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-uncheck]");
    if (!button || button.disabled) return;
    button.disabled = true; // until it is drawn anew
    takeBack(button.dataset.uncheck).finally(() => (button.disabled = false));
  });

  const drawn = impact.drawn;
  impact.drawn = (drawing) => {
    drawn(drawing);
    forms().forEach(takeUp);
  };
})();
