/* The view of people: each form and button says where to send what it holds. A link or a token
   that comes back is shown once, and kept nowhere. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const SAID = "people-said";
  const SECRET = "people-secret";
  const UNFIT = [400, 413];
  const asking = new WeakMap();

  function words(name, values = {}) {
    const place = document.getElementById(SAID);
    return desk.inWords(place.dataset[name] ?? name, values);
  }

  function say(name, values) {
    const place = document.getElementById(SAID);
    place.textContent = words(name, values);
    place.focus();
  }

  async function send(path, body, shows, name) {
    document.getElementById(SECRET).replaceChildren();
    const answer = await desk.send("POST", path, body);
    if (answer.status !== 200) {
      refused(answer);
      return false;
    }
    if (answer[shows]) reveal(shows, answer.name ?? name, answer[shows]);
    else say("saved");
    desk.redraw();
    return true;
  }

  function refused(answer) {
    if (answer.status === 422) say(answer.faults.map(desk.told).join(" "));
    else if (UNFIT.includes(answer.status)) say("unfit");
    else say(desk.why(answer, "offline", "failed"));
  }

  /* The words are told, and the secret stands beside them, ready to be copied. */
  function reveal(kind, name, secret) {
    const field = desk.node("input", {
      class: "form-control secret__value",
      readonly: "",
      "aria-labelledby": SAID,
    });
    field.value = secret;
    field.addEventListener("focus", () => field.select());
    const copied = desk.node("span", { class: "secret__copied", role: "status" });
    const copy = desk.button(words("copy"), async () => {
      try {
        await navigator.clipboard.writeText(secret);
        copied.textContent = words("copied");
      } catch {
        field.focus();
        copied.textContent = words("by_hand");
      }
    });
    say(kind, { name });
    document.getElementById(SECRET).replaceChildren(field, copy, copied);
  }

  /* What cannot be taken back is asked for twice: the second press must come soon. */
  function isSure(button) {
    if (!("sure" in button.dataset) || asking.has(button)) return true;
    const timer = window.setTimeout(() => asking.delete(button), 8000);
    asking.set(button, timer);
    say("sure", { what: button.getAttribute("aria-label") });
    button.focus();
    return false;
  }

  function language() {
    return document.documentElement.lang.slice(0, 2);
  }

  function bodyOf({ send: path, active }) {
    if (path.endsWith("/link")) return { language: language() };
    return path.endsWith("/active") ? { active: active === "true" } : {};
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-send]");
    if (!button || !isSure(button)) return;
    send(button.dataset.send, bodyOf(button.dataset), button.dataset.shows, button.dataset.name);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-send]")) return;
    event.preventDefault();
    const body = Object.fromEntries(new FormData(form));
    if (body.days) body.days = Number(body.days);
    if (form.id === "people-add") body.language = language();
    const done = await send(form.dataset.send, body, form.dataset.shows, body.name);
    if (done) form.reset();
  });
})();
