/* The form of a grant: what stands in it as the API takes it, the faults beside its fields, and
   how it differs from what somebody else saved meanwhile. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const embeds = (window.impact.embeds = window.impact.embeds || {});
  const HELD = ["locked", "among"];
  const OPEN = ["free", "among"];

  const place = (id) => document.getElementById(id);
  const form = () => place("embeds-form");
  const control = (name) => place(`embeds-${name}`);
  const field = (column) => form()?.querySelector(`[data-column="${CSS.escape(column)}"]`);
  const sentence = (name, values = {}) => desk.inWords(place("embeds-said").dataset[name], values);

  embeds.form = form;
  embeds.sentence = sentence;
  embeds.say = (words) => {
    place("embeds-said").textContent = words;
    place("embeds-said").focus();
  };

  /* The filters: what each is to be, and the values that it is held to. */
  function filters() {
    return [...form().querySelectorAll("[data-mode]")].map((select) => {
      const name = select.dataset.mode;
      const of = field(`filter-${name}`);
      const single = of.querySelector("[data-single]");
      const boxes = [...of.querySelectorAll("[data-codes]:checked")];
      const codes = boxes.flatMap((box) => box.dataset.codes.split(" "));
      const values = single ? [single.value].filter(Boolean) : codes;
      return { name, mode: select.value, values: HELD.includes(select.value) ? values : [] };
    });
  }

  embeds.body = () => {
    const chosen = filters();
    const held = chosen.flatMap(({ name, values }) => values.map((value) => [name, value]));
    const number = control("publication").value;
    return {
      partner: control("partner").value,
      views: [...form().querySelectorAll("[name=views]:checked")].map((box) => box.value),
      locked: `${new URLSearchParams(held)}`,
      free: chosen.filter(({ mode }) => OPEN.includes(mode)).map(({ name }) => name),
      language: control("language").value || null,
      publication: number ? Number(number) : null,
      origins: control("origins")
        .value.split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
      downloads: control("downloads").checked,
      images: control("images").checked,
      expires_on: control("expires_on").value,
    };
  };

  /* Faults that need no server: what is left empty, or held to nothing. */
  embeds.missing = () => {
    const { partner, views, expires_on: day } = embeds.body();
    const empty = { partner: !partner.trim(), views: !views.length, expires_on: !day };
    const found = Object.keys(empty)
      .filter((name) => empty[name])
      .map((column) => ({ column, words: sentence("needed") }));
    const without = filters().filter(({ mode, values }) => HELD.includes(mode) && !values.length);
    return [
      ...found,
      ...without.map(({ name }) => ({ column: `filter-${name}`, words: sentence("values") })),
    ];
  };

  /* A fault of the server, with the field that it belongs to; the value where several are typed.
     How filters are written is of no use to who chooses them here. */
  embeds.toldFault = (fault) => {
    const name = fault.value.split("=")[0];
    const isFilter = fault.column === "locked" && field(`filter-${name}`);
    if (isFilter) return { column: `filter-${name}`, words: `${desk.said(fault.reason)}.` };
    const told = desk.told(fault);
    const words = fault.column === "origins" && fault.value ? `${fault.value} – ${told}` : told;
    return { column: fault.column, words };
  };

  embeds.clear = () => {
    place("embeds-ask").replaceChildren();
    place("embeds-said").textContent = "";
    form()
      ?.querySelectorAll(".desk__fault")
      .forEach((one) => {
        one.hidden = true;
        one.replaceChildren();
      });
    form()
      ?.querySelectorAll("[aria-invalid]")
      .forEach((one) => one.removeAttribute("aria-invalid"));
  };

  embeds.showFaults = (faults) => {
    const others = [];
    faults.forEach(({ column, words }) => {
      const told = field(column)?.querySelector(".desk__fault");
      if (!told) return others.push(words);
      told.append(desk.node("span", {}, words));
      told.hidden = false;
      const values = field(column).querySelector(".embeds__values:not([hidden])");
      const first = (values || field(column)).querySelector("input, select, textarea");
      first.setAttribute("aria-invalid", "true");
    });
    place("embeds-said").textContent = [sentence("faults"), ...others].join(" ");
    const marked = form().querySelector("[aria-invalid]");
    (marked || place("embeds-said")).focus();
  };

  /* What the reader sees of a value: the words beside it in the form. */
  function wordsOf(name, value) {
    if (value === true || value === false) return sentence(value ? "yes" : "no");
    if (Array.isArray(value)) return value.map((one) => wordsOf(name, one)).join(", ");
    const box = [...form().querySelectorAll(`[name="${name}"]`)].find((one) => one.value === value);
    if (box?.type === "checkbox") return box.closest("label").textContent;
    const options = [...(control(name)?.options ?? [])];
    return options.find((one) => one.value === `${value ?? ""}`)?.textContent ?? value;
  }

  function titleOf(name) {
    const box = ["downloads", "images"].includes(name) && control(name).closest("label");
    return box ? box.textContent : field(name).dataset.title;
  }

  function filterWords(name, held, free) {
    const values = held.filter(([one]) => one === name).map(([, value]) => value);
    const mode = [free.includes(name) ? "free" : "", values.length ? "locked" : ""];
    const wanted = { free: "free", locked: "locked", "free locked": "among" };
    const chosen = wanted[mode.filter(Boolean).join(" ")] ?? "";
    const of = field(`filter-${name}`);
    const select = of.querySelector("[data-mode]");
    const said = [...select.options].find((one) => one.value === chosen) ?? select.options[0];
    const known = [...(of.querySelector("[data-single]")?.options ?? [])];
    const labels = values.map((value) => {
      const option = known.find((one) => one.value === value);
      if (option) return option.textContent;
      const box = [...of.querySelectorAll("[data-codes]")].find((one) =>
        one.dataset.codes.split(" ").includes(value),
      );
      return box ? box.closest("label").textContent : value;
    });
    return [said.textContent, [...new Set(labels)].join(", ")].filter(Boolean).join(" – ");
  }

  /* The fields that differ between what stands here and a grant as it is now. */
  embeds.differences = (now) => {
    const mine = embeds.body();
    const held = [...new URLSearchParams(mine.locked)];
    const plain = Object.keys(mine).filter((name) => !["locked", "free"].includes(name));
    const found = plain.map((name) => ({
      title: titleOf(name),
      theirs: wordsOf(name, now[name]),
      mine: wordsOf(name, mine[name]),
    }));
    const ofFilters = filters().map(({ name }) => ({
      title: field(`filter-${name}`).dataset.title,
      theirs: filterWords(name, now.locked, now.free),
      mine: filterWords(name, held, mine.free),
    }));
    return [...found, ...ofFilters].filter((one) => one.theirs !== one.mine);
  };

  document.addEventListener("change", (event) => {
    const select = event.target.closest("#embeds-form [data-mode]");
    if (!select) return;
    const of = field(`filter-${select.dataset.mode}`);
    of.querySelector(".embeds__values").hidden = !HELD.includes(select.value);
  });
})();
