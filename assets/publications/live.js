// Redraws an embedded view when its reader chooses: one callback, no cookie, nothing kept. Loaded
// before Dash, whose places it fills.
(() => {
  const page = document.getElementById("embed");
  const form = page.querySelector("form.choices");
  const figures = document.getElementById("embed-figures");
  const said = document.getElementById("embed-said"); // for who hears the page
  const { of, ticket, failed, again } = page.dataset;
  const CALLBACK = "_dash-update-component";
  const LONGEST_MS = 30_000; // no answer of ours takes so long
  let awaited = false;

  const asked = () =>
    [...new FormData(form)].filter(([name, value]) => name !== "key" && value !== "");

  const withChoices = (address) => {
    const key = new URL(address, window.location.href).searchParams.get("key");
    return `${address.split("?")[0]}?${new URLSearchParams([["key", key], ...asked()])}`;
  };

  const say = (words) => {
    const line = document.createElement("p");
    line.className = "told";
    line.textContent = words;
    return line;
  };

  const refusal = (words) => {
    const line = say(words);
    line.setAttribute("role", "alert");
    return line;
  };

  const count = () => {
    for (const choice of form.querySelectorAll("details.choice")) {
      const chosen = choice.querySelectorAll("input:checked").length;
      const badge = choice.querySelector(".choice__count");
      badge.hidden = chosen === 0;
      badge.firstElementChild.textContent = chosen;
    }
    for (const link of page.querySelectorAll("a[data-keep]")) {
      link.setAttribute("href", withChoices(link.getAttribute("href")));
    }
  };

  // What the server refuses has no figures; older ones must not stand for them.
  const refuse = ({ error }) => {
    if (error.code === "reload") {
      window.location.replace(withChoices(window.location.pathname + window.location.search));
      return;
    }
    const language = document.documentElement.lang.slice(0, 2);
    const order = language === "fr" ? ["fr", "en"] : ["en", "fr"];
    figures.replaceChildren(
      ...order.map((one) => {
        const line = refusal(error.message[one]);
        line.lang = `${one}-CA`;
        return line;
      })
    );
    form.hidden = true;
    figures.classList.remove("stale", "old");
  };

  const fail = () => {
    if (!awaited) return; // a ticket that was not renewed is told at the next choice
    awaited = false;
    figures.querySelector(".told--failed")?.remove();
    figures.classList.replace("stale", "old");
    const line = say(`${failed} `);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = again;
    button.addEventListener("click", choose);
    line.classList.add("told--failed");
    line.append(button);
    figures.prepend(line);
    said.textContent = failed;
  };

  // The whole answer, so that a connection that is cut half-way is noticed here.
  const whole = async (resource, options) => {
    const ending = new AbortController();
    const clock = window.setTimeout(() => ending.abort(), LONGEST_MS);
    try {
      const answer = await fetched(resource, { ...options, signal: ending.signal });
      return answer.status === 200 ? new Response(await answer.arrayBuffer(), answer) : answer;
    } finally {
      window.clearTimeout(clock);
    }
  };

  const fetched = window.fetch;
  window.fetch = async (resource, options) => {
    const ours = String(resource?.url ?? resource).includes(CALLBACK);
    let answer;
    try {
      answer = await (ours ? whole : fetched)(resource, options);
    } catch (error) {
      if (ours) fail();
      throw error;
    }
    if (ours && answer.status === 403) {
      answer.clone().json().then(refuse, fail);
    } else if (ours && !answer.ok) fail();
    return answer;
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    embed: {
      ticket: (_, drawing, renewed) => {
        const changed = window.dash_clientside.callback_context.triggered[0]?.prop_id;
        if (changed?.startsWith("embed-drawing") && drawing) return drawing.ticket;
        if (changed?.startsWith("embed-renewed") && renewed) return renewed;
        window.setTimeout(begin);
        return ticket;
      },
      draw: (drawing) => {
        if (!drawing) return window.dash_clientside.no_update;
        awaited = false;
        figures.innerHTML = drawing.html;
        said.textContent = [".showing", ".sentence"]
          .map((part) => figures.querySelector(part)?.textContent ?? "")
          .join(" ");
        figures.classList.remove("stale", "old");
        return true;
      },
    },
  });

  const tell = () => {
    window.dash_clientside.set_props("embed-query", { data: { of, asked: asked() } });
  };

  const choose = () => {
    count();
    awaited = true;
    figures.classList.add("stale");
    tell();
  };

  const begin = () => {
    const button = form.querySelector("button");
    if (button.hidden) return;
    button.hidden = true; // from now on a choice is enough
    window.dash_clientside.set_props("embed-page", { data: of });
    form.addEventListener("change", choose);
  };
})();
