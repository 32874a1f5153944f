/* The explore view in the browser: it draws what the server answers, and keeps the address, the
   controls and the badges together. */
(function () {
  "use strict";

  const MANY = ["language", "age", "venue_type", "venue", "kind"];
  const NAMES = [...MANY, "from", "to", "period"];
  const WHOLE_PROJECT = "project";
  const clientside = (window.dash_clientside = window.dash_clientside || {});

  /* Drawing: components without React, which takes longer over them than plotly over its figures. */

  function nodeOf(part) {
    if (part === null || typeof part !== "object") return document.createTextNode(part ?? "");
    const node = document.createElement(part.type.toLowerCase());
    const { children, className, ...attributes } = part.props;
    if (className) node.className = className;
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...[children].flat().map(nodeOf));
    return node;
  }

  function cell(tag, words, scope) {
    const made = document.createElement(tag);
    made.textContent = words;
    if (scope) made.scope = scope;
    return made;
  }

  function tableOf({ headings, rows }, name) {
    const table = document.createElement("table");
    table.className = "numbers";
    const caption = table.createCaption();
    caption.className = "visually-hidden";
    caption.textContent = name;
    table.createTHead().insertRow().append(...headings.map((words) => cell("th", words, "col")));
    const body = table.createTBody();
    rows.forEach(([first, ...others]) => {
      const cells = others.map((words) => cell("td", words));
      body.insertRow().append(cell("th", first, "row"), ...cells);
    });
    return table;
  }

  function place(id, ...nodes) {
    document.getElementById(id).replaceChildren(...nodes);
  }

  function placeTable(id, table) {
    const card = document.getElementById(id).closest(".card");
    place(id, tableOf(table, card.querySelector("h3").textContent));
  }

  function drawFigures(figures) {
    Object.entries(figures).forEach(([id, figure]) => {
      window.Plotly.react(id, structuredClone(figure)); // it keeps and changes what it is given
    });
  }

  function markStale(stale) {
    document.getElementById("explore-results").classList.toggle("results--stale", stale);
  }

  /* How many choices a folded filter holds. */
  function countChoices() {
    const query = shown();
    document.querySelectorAll("details.filter").forEach((fold) => {
      const name = fold.dataset.filter;
      const names = name === "period" ? ["from", "to", "period"] : [name];
      const chosen = names.flatMap((one) => query.getAll(one)).length;
      const count = fold.querySelector(".filter__count");
      count.hidden = chosen === 0;
      count.firstElementChild.textContent = chosen;
    });
  }

  /* Address and controls: one value a control, in the order of NAMES. */

  function queryOf(values) {
    const query = new URLSearchParams();
    NAMES.forEach((name, at) => {
      const chosen = [values[at]].flat().filter((value) => value && value !== WHOLE_PROJECT);
      chosen.sort().forEach((value) => query.append(name, value));
    });
    return query;
  }

  function valuesOf(query) {
    return NAMES.map((name) => {
      if (MANY.includes(name)) return query.getAll(name);
      return query.get(name) || (name === "period" ? WHOLE_PROJECT : "");
    });
  }

  function shown() {
    return queryOf(valuesOf(new URLSearchParams(window.location.search)));
  }

  function withQuery(path, query) {
    return query ? `${path}?${query}` : path;
  }

  function restore(query) {
    clientside.set_props("explore-restore", { data: `?${query}` });
  }

  clientside.explore = {
    draw({ parts = {}, tables = {}, figures = {}, stale = false, empty = false }) {
      markStale(stale);
      document.getElementById("explore-results").hidden = empty;
      Object.entries(parts).forEach(([id, part]) => place(id, ...[part].flat().map(nodeOf)));
      Object.entries(tables).forEach(([id, table]) => placeTable(id, table));
      if (!empty) drawFigures(figures); // plotly can't measure a place that is hidden
      countChoices();
      return Object.keys(figures).length;
    },

    /* Controls to address: one entry in the history a change. */
    address(...given) {
      const otherLanguage = given.pop().split("?")[0];
      const query = queryOf(given).toString();
      if (query !== shown().toString()) {
        window.history.pushState(null, "", withQuery(window.location.pathname, query));
      }
      return [query, withQuery(otherLanguage, query)];
    },

    /* Address to controls. */
    restore(query) {
      return valuesOf(new URLSearchParams(query));
    },
  };

  window.addEventListener("popstate", () => {
    if (document.getElementById("explore-results")) restore(shown());
  });

  document.addEventListener("click", (event) => {
    const badge = event.target.closest("[data-remove]");
    if (badge) {
      const { remove, value } = badge.dataset;
      const kept = [...shown()].filter(
        ([name, chosen]) => remove && !(name === remove && chosen === value),
      );
      document.getElementById("explore-showing").focus(); // the badge goes, and the focus with it
      restore(new URLSearchParams(kept));
    }
    if (event.target.closest("[data-retry]")) {
      clientside.set_props("explore-query", { data: shown().toString() });
    }
    if (event.target.id === "filter-last-days") {
      const query = shown();
      const [from, to] = event.target.value.split("..");
      query.delete("period");
      query.set("from", from);
      query.set("to", to);
      restore(query);
    }
  });

  /* An answer that never comes is told too; the next drawing takes the message away. */
  const fetchNow = window.fetch;
  window.fetch = async (...given) => {
    try {
      return await fetchNow(...given);
    } catch (error) {
      const failure = document.getElementById("explore-failure");
      if (failure) {
        failure.textContent = failure.dataset.unreachable;
        markStale(true);
      }
      throw error;
    }
  };

  /* Long lists of venues shrink to those that match what is typed. */
  document.addEventListener("input", (event) => {
    if (event.target.id !== "filter-venue-search") return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    document.querySelectorAll("#filter-venue .form-check").forEach((option) => {
      option.hidden = !option.textContent.toLocaleLowerCase().includes(wanted);
    });
  });
})();
