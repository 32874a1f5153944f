/* Two people, one session: what each made of it, cell by cell, and the ways on. */
(function () {
  "use strict";

  const desk = window.impact.desk;

  /* Only what differs: `columns` are pairs of code and title, `shown` tells a cell as it is meant. */
  function bothStates(columns, states, shown, said) {
    const body = desk.node("tbody", {});
    columns.forEach(([column, title]) => {
      const [mine, theirs] = states.map((cells) => shown(column, cells));
      if (mine === theirs) return;
      const cells = [mine, theirs].map((text) => desk.node("td", {}, text));
      body.append(desk.node("tr", {}, desk.node("th", { scope: "row" }, title), ...cells));
    });
    const heading = (text) => desk.node("th", { scope: "col" }, text);
    const headings = [said.cell, said.mine, said.theirs].map(heading);
    const head = desk.node("thead", {}, desk.node("tr", {}, ...headings));
    return desk.node("table", { class: "states" }, head, body);
  }

  /* What stands in the box of a conflict; its title takes the focus. */
  desk.conflict = (stored, { level, columns, mine, shown, said, ways }) => {
    const title = desk.node(level, { tabindex: "-1" }, said.conflict);
    const wayOn = desk.node("p", { class: "desk__ways" });
    wayOn.append(...ways);
    if (stored === null) return [title, desk.node("p", {}, said.gone), wayOn];
    const author = stored.author || said.unknown;
    const who = desk.inWords(said.changed, { author, time: desk.time(stored.updated_at) });
    const table = bothStates(columns, [mine, stored.cells], shown, said);
    return [title, desk.node("p", {}, who), table, wayOn];
  };
})();
