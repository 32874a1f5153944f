// The way out: this page leaves the browser's history, and Esc three times is enough. It is no
// module: browsers load none for pages that are opened as files.
(() => {
  const PRESSES = 3;
  const WITHIN_MS = 2000;
  const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById("leave"));
  if (!link) return;
  const hint = /** @type {HTMLElement | null} */ (document.querySelector(".leave__hint"));
  if (hint) hint.hidden = false;
  /** @type {number[]} */
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
    const [first] = pressed;
    if (pressed.length === PRESSES && event.timeStamp - first <= WITHIN_MS) leave();
  });
  window.addEventListener("pageshow", () => {
    document.body.hidden = false;
  });
})();
