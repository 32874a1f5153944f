/* The page at the browser's address. Loading this file defines functions and listens; no more. */
(function () {
  "use strict";

  const clientside = (window.dash_clientside = window.dash_clientside || {});

  function here() {
    return window.impact.within(window.location.pathname) + window.location.search;
  }

  clientside.shell = {
    address() {
      return here();
    },
  };

  /* Folded filters behave like menus: one open at a time, closed by Escape or a click elsewhere. */
  function closeFilters(except) {
    document.querySelectorAll("details.filter[open]").forEach((fold) => {
      if (fold !== except) fold.open = false;
    });
  }

  document.querySelectorAll(".loading[hidden]").forEach((line) => {
    line.hidden = false; // without this script nothing loads
  });

  /* A fold that opens below the screen's end is brought into it. */
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches("details.filter[open]")) {
        event.target.querySelector(".filter__panel").scrollIntoView({ block: "nearest" });
      }
    },
    true,
  );

  document.addEventListener("click", (event) => {
    closeFilters(event.target.closest("details.filter"));
  });

  /* Whoever looks as someone else goes on looking at the same, filters and all. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".banner__roles")) return;
    event.target.action = window.impact.at(`/act-as?next=${encodeURIComponent(here())}`);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const fold = event.target.closest("details.filter[open]");
    closeFilters(null);
    if (fold) fold.querySelector("summary").focus();
  });

  /* Tabbing out of a fold closes it. A click may move the focus too, and must not. */
  document.addEventListener("keyup", (event) => {
    if (event.key === "Tab") closeFilters(event.target.closest("details.filter"));
  });
})();
