/* An open page notices newer data and offers them; it never changes under its reader's hands. */
(function () {
  "use strict";

  const EVERY_MS = 10_000;
  const impact = window.impact;
  const ADDRESS = impact.at("/api/v1/freshness");

  function offer(newer) {
    const line = document.querySelector("#shell-news > p");
    if (line && line.hidden === newer) line.hidden = !newer;
  }

  async function look() {
    if (document.hidden || impact.edition === undefined) return;
    try {
      const answer = await fetch(ADDRESS, { cache: "no-store" });
      if (answer.ok) offer((await answer.json()).edition !== impact.edition);
    } catch {
      // A server that is away has no news; whoever asks it for figures is told.
    }
  }

  window.setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", look);
  impact.fresh = () => offer(false);
})();
