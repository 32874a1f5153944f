// Tells the surrounding page the height of the content, once that page has sent "hello" from a site
// that the grant names. It sends nothing to anyone else and stores nothing. It is no module:
// sandboxed frames load none.
(() => {
  const { origins = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const allowed = new Set(origins.split(" ").filter(Boolean));
  if (window.parent === window) return;
  const content = /** @type {HTMLElement} */ (document.getElementById("embed"));
  let to = "";
  let last = 0;

  const tell = () => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (!to || Math.abs(height - last) < 1) return; // the same again would never end
    last = height;
    window.parent.postMessage({ type: "impact-height", height }, to);
  };

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !allowed.has(event.origin)) return;
    if (event.data?.type !== "impact-hello") return;
    to = event.origin;
    last = 0; // whoever says hello wants an answer
    tell();
  });
  // Hide the scroll bar if everything fits: its appearance would change the height.
  const fit = () => {
    const whole = window.innerHeight + 1 >= content.getBoundingClientRect().height;
    document.documentElement.classList.toggle("framed", Boolean(to) && whole);
  };
  window.addEventListener("resize", fit);
  new ResizeObserver(tell).observe(content);
})();
