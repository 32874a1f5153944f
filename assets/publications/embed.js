// One script tag makes one frame: lazily loaded, titled, as high as its content. It sets no cookie,
// keeps nothing, and listens to its own frames only.
(() => {
  const LOWEST = 80, HIGHEST = 20000, FIRST = 320;
  const own = document.currentScript;
  const base = own.src.replace(/\/embed\.js(\?.*)?$/, "");
  const origin = new URL(base).origin;
  const frames = (window.impactFrames ||= new Map());

  const language = (tag) => {
    const near = tag.closest("[lang]")?.lang || navigator.language || "en";
    return near.toLowerCase().startsWith("fr") ? "fr" : "en";
  };

  const make = (tag) => {
    const { impact: view, key, lang, title, titleEn, titleFr, query } = tag.dataset;
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
      frame.contentWindow.postMessage({ type: "impact-hello" }, origin);
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
