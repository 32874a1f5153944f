/* The address, the controls and whatever else can be chosen, kept together.

   The query holds the reader's choices: filters, which have controls, and the options of a view,
   which have none. Every change goes through `go`, forth and back in the history through `show`. */
(function () {
  "use strict";

  const MANY = ["language", "age", "venue_type", "venue", "kind"];
  const NAMES = [...MANY, "from", "to", "period"];
  const WHOLE_PROJECT = "project";
  const TYPING_PAUSES_MS = 300;
  const impact = (window.impact = window.impact || {});
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  let shown = null; // the query that stands in the page

  /* The path of the host that leads to the site. On either side of these two, addresses are those
     of the site: `at` is where browsers find one, `within` which one they found. */
  const config = document.getElementById("_dash-config");
  const root = JSON.parse(config.textContent).requests_pathname_prefix.replace(/\/$/, "");
  impact.at = (address) => root + address;
  impact.within = (address) =>
    address.startsWith(`${root}/`) ? address.slice(root.length) : address;

  /* What a browser keeps it keeps for a whole host: by name for one site of it. */
  impact.kept = (name) => (root ? `${name} ${root}` : name);

  function current() {
    return new URLSearchParams(window.location.search);
  }

  /* Filters in the order of NAMES, then the options of the view. */
  function inOrder(query) {
    const ordered = new URLSearchParams();
    NAMES.forEach((name) => {
      const values = query.getAll(name).filter((value) => value && value !== WHOLE_PROJECT);
      [...new Set(values)].sort().forEach((value) => ordered.append(name, value));
    });
    query.forEach((value, name) => {
      if (!NAMES.includes(name) && value) ordered.append(name, value);
    });
    return ordered;
  }

  function filtersOf(query) {
    return new URLSearchParams([...query].filter(([name]) => NAMES.includes(name)));
  }

  /* One value a control, in the order of NAMES. */
  function valuesOf(query) {
    return NAMES.map((name) => {
      if (MANY.includes(name)) return query.getAll(name);
      return query.get(name) || (name === "period" ? WHOLE_PROJECT : "");
    });
  }

  function withQuery(path, query) {
    return query ? `${path}?${query}` : path;
  }

  function hasControls() {
    return document.getElementById("filter-period") !== null;
  }

  /* Show the query of the address: through the controls, where a filter has changed. */
  function show() {
    const query = inOrder(current());
    const filtersChanged = shown === null || `${filtersOf(query)}` !== `${filtersOf(shown)}`;
    if (`${query}` === `${shown}`) return;
    if (filtersChanged && hasControls()) {
      clientside.set_props("view-restore", { data: `${query}` });
    } else {
      ask(query);
    }
  }

  /* Ask for the query's figures, and let the link to the other language follow. */
  function ask(query) {
    shown = query;
    const link = document.getElementById("shell-language");
    const href = withQuery(link.getAttribute("href").split("?")[0], `${query}`);
    clientside.set_props("shell-language", { href });
    clientside.set_props("view-query", { data: `${query}` });
  }

  function push(query) {
    window.history.pushState(null, "", withQuery(window.location.pathname, `${query}`));
  }

  impact.go = (query) => {
    const next = inOrder(query);
    if (`${next}` === `${inOrder(current())}`) return;
    push(next);
    show();
  };

  function holds(query, pairs) {
    return pairs.every(([name, value]) => query.getAll(name).includes(value));
  }

  /* Filter by these pairs, or no longer when all of them are chosen already. */
  impact.toggle = (written) => {
    const query = current();
    const pairs = [...new URLSearchParams(written)];
    const chosen = holds(query, pairs);
    const several = new Set(pairs.map(([name]) => name)).size > 1;
    pairs.forEach(([name, value]) => {
      const others = query.getAll(name).filter((other) => other !== value);
      const kept = chosen || (MANY.includes(name) && !several) ? others : [];
      query.delete(name);
      kept.forEach((other) => query.append(name, other));
      if (!chosen) query.append(name, value);
    });
    query.delete("page");
    impact.go(query);
  };

  /* What the page says of the query, once it stands in it. */
  function mark() {
    const query = inOrder(current());
    document.querySelectorAll("[data-toggle]").forEach((one) => {
      const pairs = [...new URLSearchParams(one.dataset.toggle)];
      one.setAttribute("aria-pressed", holds(query, pairs));
    });
    document.querySelectorAll("a[data-keep]").forEach((link) => {
      const kept = [`${filtersOf(query)}`, link.dataset.keep].filter(Boolean);
      link.href = withQuery(link.pathname, kept.join("&"));
    });
    document.querySelectorAll("[data-field]").forEach((field) => {
      const value = query.get(field.dataset.field) || field.dataset.default || "";
      if (field !== document.activeElement && field.value !== value) field.value = value;
    });
    countChoices(query);
  }

  /* How many choices a folded filter holds. */
  function countChoices(query) {
    document.querySelectorAll("details.filter").forEach((fold) => {
      const name = fold.dataset.filter;
      const names = name === "period" ? ["from", "to", "period", "compare"] : [name];
      const chosen = names.flatMap((one) => query.getAll(one)).length;
      const count = fold.querySelector(".filter__count");
      count.hidden = chosen === 0;
      count.firstElementChild.textContent = chosen;
    });
  }

  /* On a first load the browser found no such place yet. */
  function goToPlace() {
    const place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (place) place.scrollIntoView();
  }

  impact.drawn = (drawing) => {
    const first = shown === null || !document.body.dataset.drawn;
    if (first) shown = inOrder(current());
    document.body.dataset.drawn = "";
    if (drawing.edition !== undefined) {
      impact.edition = drawing.edition;
      impact.fresh();
    }
    mark();
    if (first && window.location.hash) goToPlace();
  };

  clientside.view = Object.assign(clientside.view || {}, {
    /* Controls to address: one entry in the history a change. */
    address(...given) {
      const otherLanguage = given.pop().split("?")[0];
      const query = current();
      NAMES.forEach((name, at) => {
        query.delete(name);
        [given[at]].flat().forEach((value) => value && query.append(name, value));
      });
      const next = inOrder(query);
      if (`${filtersOf(next)}` !== `${filtersOf(inOrder(current()))}`) {
        next.delete("page");
        push(next);
      }
      shown = next;
      return [`${next}`, withQuery(otherLanguage, `${next}`)];
    },

    /* Address to controls. */
    restore(query) {
      return valuesOf(new URLSearchParams(query));
    },
  });

  window.addEventListener("popstate", () => {
    if (document.getElementById("view-results")) show();
  });

  function removeBadge({ remove, value }) {
    const kept = [...current()].filter(([name, chosen]) => {
      if (!remove) return !NAMES.includes(name);
      return !(name === remove && chosen === value);
    });
    document.getElementById("view-showing").focus(); // the badge goes, and the focus with it
    impact.go(new URLSearchParams(kept));
  }

  function lastDays(range) {
    const query = current();
    const [from, to] = range.split("..");
    query.delete("period");
    query.set("from", from);
    query.set("to", to);
    impact.go(query);
  }

  function isPlain(event) {
    return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    const badge = on("[data-remove]");
    const toggle = on("[data-toggle]");
    const link = on("a[data-stay]");
    if (badge) removeBadge(badge.dataset);
    else if (toggle) impact.toggle(toggle.dataset.toggle);
    else if (link && isPlain(event) && link.pathname === window.location.pathname) {
      event.preventDefault();
      impact.go(new URLSearchParams(link.search));
      if (link.dataset.focus) document.getElementById(link.dataset.focus).focus();
    } else if (on("[data-retry], [data-refresh]")) ask(inOrder(current()));
    else if (event.target.id === "filter-last-days") lastDays(event.target.value);
  });

  function setField(field) {
    const query = current();
    query.delete("page");
    query.delete(field.dataset.field);
    const value = field.value.trim();
    if (value !== (field.dataset.default || "")) query.set(field.dataset.field, value);
    impact.go(query);
  }

  let typing = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("input[data-field]")) return;
    window.clearTimeout(typing);
    typing = window.setTimeout(setField, TYPING_PAUSES_MS, event.target);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-field]")) setField(event.target);
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
