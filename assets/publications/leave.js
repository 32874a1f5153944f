// The way out: this page leaves the browser's history, and Esc three times is enough.
(() => {
  const PRESSES = 3, WITHIN_MS = 2000;
  const link = document.getElementById("leave");
  if (!link) return;
  const hint = document.querySelector(".leave__hint");
  if (hint) hint.hidden = false;
  let pressed = [];

  const leave = () => {
    document.body.hidden = true; // at once, however slow the network
    window.location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      pressed = [];
      return;
    }
    pressed = [...pressed, event.timeStamp].slice(-PRESSES);
    if (pressed.length === PRESSES && pressed.at(-1) - pressed[0] <= WITHIN_MS) leave();
  });
  window.addEventListener("pageshow", () => {
    document.body.hidden = false;
  });
})();
