/* Secret addresses at which somebody's own calendar asks for the planned sessions. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const place = (id) => document.getElementById(id);

  async function make(language) {
    const answer = await desk.send("POST", "calendars", { language });
    if (answer.status !== 200) return desk.refused(answer);
    const address = new URL(answer.path, window.location.href).href;
    place("calendar-made").hidden = false;
    place("calendar-address").value = address;
    place("calendar-open").href = address.replace(/^https?:/, "webcal:");
    place("calendar-copied").textContent = "";
    place("calendar-address").focus();
    place("calendar-address").select();
    return desk.redraw();
  }

  async function end(id) {
    const answer = await desk.send("POST", `calendars/${id}/revoke`, {});
    if (answer.status !== 200) return desk.refused(answer);
    place("calendar-made").hidden = true;
    place("calendar-address").value = "";
    desk.tell("ended");
    return desk.redraw();
  }

  /* Without https, browsers keep scripts off the clipboard; the address is chosen at least. */
  async function copy(said) {
    place("calendar-address").select();
    try {
      await window.navigator.clipboard.writeText(place("calendar-address").value);
      place("calendar-copied").textContent = said;
    } catch {
      place("calendar-address").focus();
    }
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector)?.dataset;
    if (on("[data-calendar]")) make(on("[data-calendar]").calendar);
    else if (on("[data-uncalendar]")) end(on("[data-uncalendar]").uncalendar);
    else if (on("[data-copy]")) copy(on("[data-copy]").copy);
  });
})();
