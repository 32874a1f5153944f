/* The list and the history: several sessions given a status at once, one brought back. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  async function changeStatuses() {
    const chosen = [...document.querySelectorAll("[data-choose]:checked")];
    if (!chosen.length) return desk.tell("none");
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
    if (answer.status !== 200) return desk.refused(answer);
    desk.tell(done, { count: desk.number(answer.saved.length) });
    return desk.redraw();
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
