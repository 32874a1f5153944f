/* The explore view's address: it follows the controls, and they follow it back. */
(function () {
  "use strict";

  const NAMES = ["language", "age", "venue_type", "venue", "kind", "from", "to", "period"];
  const MANY = NAMES.slice(0, 5);
  const WHOLE_PROJECT = "project";
  const clientside = (window.dash_clientside = window.dash_clientside || {});

  function queryOf(values) {
    const query = new URLSearchParams();
    NAMES.forEach((name, at) => {
      const chosen = [values[at]].flat().filter((value) => value && value !== WHOLE_PROJECT);
      [...chosen].sort().forEach((value) => query.append(name, value));
    });
    return query.toString();
  }

  function valuesOf(search) {
    const query = new URLSearchParams(search);
    return NAMES.map((name) =>
      MANY.includes(name)
        ? query.getAll(name)
        : query.get(name) || (name === "period" ? WHOLE_PROJECT : ""),
    );
  }

  function without(values, removed) {
    if (!removed.name) return valuesOf("");
    const at = NAMES.indexOf(removed.name);
    const rest = [...values];
    rest[at] = MANY.includes(removed.name)
      ? (values[at] || []).filter((value) => value !== removed.value)
      : valuesOf("")[at];
    return rest;
  }

  clientside.explore = {
    /* Controls to address: one entry in the history for each change. */
    address(...given) {
      const otherLanguage = given.pop();
      const query = queryOf(given);
      const shown = queryOf(valuesOf(window.location.search));
      if (query !== shown) {
        const path = window.location.pathname;
        window.history.pushState(null, "", query ? `${path}?${query}` : path);
      }
      const other = otherLanguage.split("?")[0];
      return [query, query ? `${other}?${query}` : other];
    },

    /* Back and forward, a badge, "clear all" and "last 90 days" to controls. */
    restore(address, removals, lastDays, range, ...values) {
      const unchanged = NAMES.map(() => clientside.no_update);
      const context = clientside.callback_context;
      const id = context.triggered_id;
      if (!context.triggered.some((trigger) => trigger.value != null)) return unchanged;
      if (id === "explore-restore") return valuesOf(address);
      if (id === "filter-last-days") {
        const [from, to] = range.split("..");
        return [...values.slice(0, 5), from, to, WHOLE_PROJECT];
      }
      document.getElementById("explore-showing").focus();
      return without(values, id);
    },
  };

  window.addEventListener("popstate", () => {
    if (document.getElementById("explore-results")) {
      clientside.set_props("explore-restore", { data: window.location.search || "?" });
    }
  });

  /* Long lists of venues shrink to those that match what is typed. */
  document.addEventListener("input", (event) => {
    if (event.target.id !== "filter-venue-search") return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    document.querySelectorAll("#filter-venue .form-check").forEach((option) => {
      option.hidden = !option.textContent.toLocaleLowerCase().includes(wanted);
    });
  });
})();
