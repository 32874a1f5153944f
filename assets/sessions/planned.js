/* Planned sessions: one that did not take place is cancelled with one tap, and that taken back. */
(function () {
  "use strict";

  const desk = window.impact.desk;

  async function setStatus(reference, version, status) {
    const body = { versions: { [reference]: Number(version) }, status };
    const answer = await desk.send("POST", "sessions/status", body);
    if (answer.status !== 200) return desk.refused(answer);
    const undo = () => setStatus(reference, answer.saved[0].version, "planned");
    const way = status === "cancelled" ? [" ", desk.button(desk.words().undo, undo)] : [];
    desk.tell(status, { session: reference }, ...way);
    return desk.redraw();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cancel]");
    if (!button || button.disabled) return;
    button.disabled = true; // until it is drawn anew
    const { cancel, version } = button.dataset;
    setStatus(cancel, version, "cancelled").finally(() => (button.disabled = false));
  });
})();
