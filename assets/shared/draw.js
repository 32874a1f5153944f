/* Drawing: what the server answers becomes the page, without React, which takes longer over these
   components than plotly over its figures. What has not changed is left alone. */
(function () {
  "use strict";

  const impact = (window.impact = window.impact || {});
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const drawn = new WeakMap(); // what stands in a place, as it was sent

  function nodeOf(part) {
    if (part === null || typeof part !== "object") return document.createTextNode(part ?? "");
    const node = document.createElement(part.type.toLowerCase());
    const { children, className, htmlFor, ...attributes } = part.props;
    if (className) node.className = className;
    if (htmlFor) node.htmlFor = htmlFor;
    Object.entries(attributes).forEach(([name, value]) => {
      if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
    });
    node.append(...[children].flat().map(nodeOf));
    return node;
  }

  function cell(tag, words, scope) {
    const made = document.createElement(tag);
    made.append(nodeOf(words));
    if (scope) made.scope = scope;
    return made;
  }

  function tableOf({ headings, rows }, name) {
    const table = document.createElement("table");
    table.className = "numbers";
    const caption = table.createCaption();
    caption.className = "visually-hidden";
    caption.textContent = name;
    table
      .createTHead()
      .insertRow()
      .append(...headings.map((words) => cell("th", words, "col")));
    const body = table.createTBody();
    rows.forEach(([first, ...others]) => {
      const cells = others.map((words) => cell("td", words));
      body.insertRow().append(cell("th", first, "row"), ...cells);
    });
    return table;
  }

  /* Draw each of these in its place, unless it stands there already. */
  function fill(things, draw) {
    Object.entries(things).forEach(([id, thing]) => {
      const place = document.getElementById(id);
      const sent = JSON.stringify(thing);
      if (!place || drawn.get(place) === sent) return;
      draw(place, thing);
      drawn.set(place, sent);
    });
  }

  function drawPart(place, part) {
    place.replaceChildren(...[part].flat().map(nodeOf));
  }

  function drawTable(place, table) {
    const name = place.closest(".card").querySelector("h3").textContent;
    place.replaceChildren(tableOf(table, name));
  }

  function drawFigure(place, { toggles, ...figure }) {
    window.Plotly.react(place, structuredClone(figure)); // it keeps and changes what it is given
    place.toggles = toggles;
    if (!toggles || place.dataset.listens) return;
    place.dataset.listens = "";
    place.on("plotly_click", ({ points: [point] }) => {
      const toggle = place.toggles[point.pointIndex];
      if (toggle) impact.toggle(toggle);
    });
  }

  function openTab(name) {
    document.querySelectorAll("[data-tab]").forEach((part) => {
      part.hidden = part.dataset.tab !== name;
    });
  }

  /* Plotly can't measure a place that is hidden; it is drawn when it is seen. */
  function seen(figures) {
    const visible = ([id]) => document.getElementById(id)?.closest("[hidden]") === null;
    return Object.fromEntries(Object.entries(figures).filter(visible));
  }

  /* Someone who stands on what is drawn anew goes on standing there. */
  function keepingFocus(draw) {
    const focused = document.activeElement;
    const same = ["data-toggle", "data-key", "href"]
      .filter((name) => focused.hasAttribute(name))
      .map((name) => `${focused.localName}[${name}="${CSS.escape(focused.getAttribute(name))}"]`);
    draw();
    if (focused.isConnected) return;
    const found = focused.id ? document.getElementById(focused.id) : null;
    const next = found || (same.length ? document.querySelector(same[0]) : null);
    if (next) next.focus({ preventScroll: true });
  }

  impact.markStale = (stale) => {
    document.getElementById("view-results").classList.toggle("results--stale", stale);
  };

  /* Say something in a place that the next drawing fills anew, whatever it says there. */
  impact.say = (id, ...words) => {
    const place = document.getElementById(id);
    if (!place) return;
    place.replaceChildren(...words);
    drawn.delete(place);
  };

  clientside.view = Object.assign(clientside.view || {}, {
    draw(drawing) {
      const { parts = {}, tables = {}, figures = {}, stale = false, empty = false } = drawing;
      const { tab } = drawing;
      impact.markStale(stale);
      if (!stale) document.getElementById("view-results").hidden = empty;
      keepingFocus(() => {
        fill(parts, drawPart);
        if (tab) openTab(tab);
        fill(tables, drawTable);
        if (!empty) fill(seen(figures), drawFigure);
      });
      impact.drawn(drawing);
      return Object.keys(figures).length;
    },
  });
})();
