// Tells the page around this frame how high the content is, once that page has said hello from a
// site that the grant names. Nothing is sent to anybody else, and nothing is kept. It is no module:
// frames that a page has shut in load none.
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
  // No bar to scroll by where all is in sight; its coming and going would change the height.
  const fit = () => {
    const whole = window.innerHeight + 1 >= content.getBoundingClientRect().height;
    document.documentElement.classList.toggle("framed", Boolean(to) && whole);
  };
  window.addEventListener("resize", fit);
  new ResizeObserver(tell).observe(content);
})();
