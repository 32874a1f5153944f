/* Signing out with drafts that were not sent: whoever shares the browser can have them removed. */
(function () {
  "use strict";

  const FORM = "form.account";

  function draftsOf(form) {
    const reader = form.querySelector(".account__name").textContent;
    const drafts = window.impact.desk.drafts;
    return { reader, drafts, found: drafts.names(reader) };
  }

  function choice(words, act) {
    const button = window.impact.desk.node(
      "button",
      { type: "submit", class: "account__out" },
      words,
    );
    button.addEventListener("click", act);
    return button;
  }

  /* In place of the one button, the question and its two answers; either signs out. */
  function ask(form, { reader, drafts, found }) {
    const { question, remove, keep } = form.dataset;
    const forget = () => found.forEach((name) => drafts.forget(reader, name));
    const words = window.impact.desk.node("p", { class: "account__asks", role: "alert" }, question);
    const removing = choice(remove, forget);
    form.querySelector("button").replaceWith(
      words,
      removing,
      choice(keep, () => {}),
    );
    form.dataset.asked = "";
    removing.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(FORM) || "asked" in form.dataset) return;
    const left = draftsOf(form);
    if (!left.found.length) return;
    event.preventDefault();
    ask(form, left);
  });
})();
