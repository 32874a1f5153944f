// Redraws an embedded view when its reader chooses: one callback, no cookie, nothing kept. Loaded
// before Dash, whose places it fills.
(() => {
  const page = document.getElementById("embed");
  const form = page.querySelector("form.choices");
  const figures = document.getElementById("embed-figures");
  const said = document.getElementById("embed-said"); // for who hears the page
  const { of, ticket, failed } = page.dataset;
  const CALLBACK = "_dash-update-component";
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
    line.setAttribute("role", "alert");
    line.textContent = words;
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
        const line = say(error.message[one]);
        line.lang = `${one}-CA`;
        return line;
      })
    );
    form.hidden = true;
    figures.classList.remove("stale");
  };

  const fail = () => {
    if (!awaited) return; // a ticket that was not renewed is told at the next choice
    awaited = false;
    figures.querySelector("[role=alert]")?.remove();
    figures.prepend(say(failed));
  };

  const fetched = window.fetch;
  window.fetch = async (resource, options) => {
    const ours = String(resource?.url ?? resource).includes(CALLBACK);
    let answer;
    try {
      answer = await fetched(resource, options);
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
        figures.classList.remove("stale");
        return true;
      },
    },
  });

  const tell = () => {
    window.dash_clientside.set_props("embed-query", { data: { of, asked: asked() } });
  };

  const begin = () => {
    const button = form.querySelector("button");
    if (button.hidden) return;
    button.hidden = true; // from now on a choice is enough
    window.dash_clientside.set_props("embed-page", { data: of });
    form.addEventListener("change", () => {
      count();
      awaited = true;
      figures.classList.add("stale");
      tell();
    });
  };
})();
