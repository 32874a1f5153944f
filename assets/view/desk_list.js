/* The list and the history: several sessions given a status at once, one brought back. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const SAID = "desk-list-said";

  function say(name, values = {}) {
    const place = document.getElementById(SAID);
    place.textContent = desk.inWords(place.dataset[name] ?? name, values);
    place.focus();
  }

  async function changeStatuses() {
    const chosen = [...document.querySelectorAll("[data-choose]:checked")];
    if (!chosen.length) return say("none");
    const answer = await desk.send("POST", "sessions/status", {
      versions: Object.fromEntries(
        chosen.map(({ dataset }) => [dataset.choose, Number(dataset.version)]),
      ),
      status: document.getElementById("sessions-new-status").value,
      dropping_counts: document.getElementById("sessions-dropping").checked,
    });
    if (answer.status === 200) document.getElementById("sessions-bulk").reset();
    came(answer, "done");
  }

  async function restore({ restore: entry, version }) {
    const body = { entry: Number(entry), version: version ? Number(version) : null };
    came(await desk.send("POST", "sessions/restore", body), "restored");
  }

  function came(answer, done) {
    if (answer.status === 200) say(done, { count: desk.number(answer.saved.length) });
    else if (answer.status === 422) say(answer.faults.map(withSession).join(" "));
    else if (answer.status === 409) {
      const sessions = answer.conflicts.map(({ reference }) => reference).join(", ");
      say("conflict", { sessions });
    } else say(answer.status === desk.NO_ANSWER ? "offline" : "failed");
    if ([200, 409].includes(answer.status)) desk.redraw();
  }

  function withSession(fault) {
    return `${fault.value} – ${desk.told(fault)}`;
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "sessions-bulk") return;
    event.preventDefault();
    changeStatuses();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-restore]");
    if (button) restore(button.dataset);
  });
})();
