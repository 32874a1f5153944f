// Each script tag makes one frame: lazily loaded, titled, as high as its content. It sets no
// cookie, stores nothing, and listens to its own frames only. It is no module, because it must find
// its own tag in other sites' pages.
(() => {
  /** @typedef {Map<HTMLIFrameElement, string> & { listening?: boolean }} Frames By frame, our origin. */
  const LOWEST = 80;
  const HIGHEST = 20000;
  const FIRST = 320;
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = own.src.replace(/\/embed\.js(\?.*)?$/, "");
  const origin = new URL(base).origin;
  const page = /** @type {Window & { impactFrames?: Frames }} */ (window);
  page.impactFrames ||= new Map();
  const frames = page.impactFrames; // one for all our tags in a page

  /** @param {HTMLElement} tag */
  const language = (tag) => {
    const near = /** @type {HTMLElement | null} */ (tag.closest("[lang]"));
    const found = near?.lang || navigator.language || "en";
    return found.toLowerCase().startsWith("fr") ? "fr" : "en";
  };

  /** @param {HTMLElement} tag */
  const make = (tag) => {
    const { impact: view = "", key = "", lang, title, titleEn, titleFr, query } = tag.dataset;
    const locale = lang === "en" || lang === "fr" ? lang : language(tag);
    const asked = new URLSearchParams(query || "");
    asked.set("key", key);
    const frame = document.createElement("iframe");
    frame.src = `${base}/${locale}/embed/${encodeURIComponent(view)}?${asked}`;
    frame.title = title || (locale === "fr" ? titleFr : titleEn) || "imPACT";
    frame.lang = `${locale}-CA`;
    frame.loading = "lazy";
    frame.referrerPolicy = "strict-origin";
    frame.style.cssText = `display:block;width:100%;height:${FIRST}px;border:0`;
    frame.addEventListener("load", () => {
      frame.contentWindow?.postMessage({ type: "impact-hello" }, origin);
    });
    frames.set(frame, origin);
    tag.dataset.shown = "";
    tag.after(frame);
  };

  if (!frames.listening) {
    frames.listening = true;
    window.addEventListener("message", ({ source, origin: from, data }) => {
      if (data?.type !== "impact-height" || !Number.isFinite(data.height)) return;
      for (const [frame, ours] of frames) {
        if (frame.contentWindow !== source || ours !== from) continue;
        const height = Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(data.height)));
        if (frame.offsetHeight !== height) frame.style.height = `${height}px`;
      }
    });
  }
  make(own);
})();
