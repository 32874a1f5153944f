/* What goes into a partner's page: each view in each form, ready to be copied. A key stands here
   until this is closed, and nowhere else. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const embeds = (window.impact.embeds = window.impact.embeds || {});
  const FORMS = ["script", "iframe", "image"];

  const place = (part) => document.getElementById(part ? `embeds-made-${part}` : "embeds-made");
  const choice = (name) => place(`${name}-choice`);
  const text = (name) => place(`${name}-text`);
  let shown = {};
  let number = 0;
  let of = "";

  /* Only the choices that there are; a language alone needs no choice. */
  function offer(name, codes) {
    const select = choice(name);
    [...select.options].forEach((option) => {
      option.hidden = option.disabled = !codes.includes(option.value);
    });
    if (!codes.includes(select.value)) [select.value] = codes;
    select.closest(".desk__field").hidden = codes.length < 2;
  }

  function fill() {
    const view = choice("view").value;
    offer("locale", Object.keys(shown[view]));
    const forms = shown[view][choice("locale").value];
    FORMS.forEach((form) => {
      place(form).hidden = !(form in forms);
      text(form).value = forms[form] ?? "";
    });
    const isPictured = Object.values(shown[view]).some((each) => "image" in each);
    place("choose").hidden = !isPictured || "image" in forms;
    place("see").href = addressOf(forms.iframe);
    preview(view, choice("locale").value);
    clearCopied();
  }

  /* The view as it is for this grant, in the page's own language where it follows the page. */
  function preview(view, language) {
    const addresses = Object.fromEntries(
      place()
        .dataset.previews.split(" ")
        .map((pair) => pair.split(":")),
    );
    const own = document.documentElement.lang.slice(0, 2);
    const granted = addresses[language] ?? addresses[own];
    const address = window.impact.at(`${granted}-${number}-${view}`);
    if (place("preview").getAttribute("src") !== address) place("preview").src = address;
  }

  /* Where a frame leads. Parsed as HTML, its style would be a breach of our own policy. */
  function addressOf(frame) {
    return frame.match(/ src="([^"]*)"/)[1].replaceAll("&amp;", "&");
  }

  function clearCopied() {
    place()
      .querySelectorAll(".embeds__copied")
      .forEach((one) => {
        one.textContent = "";
      });
  }

  embeds.made = ({ id, partner }, snippets, key = "") => {
    const panel = place();
    shown = snippets;
    number = id;
    of = partner;
    place("preview").removeAttribute("src"); // what was changed is asked for again
    place("title").textContent = desk.inWords(panel.dataset.made, { partner });
    place("about").textContent = place("about").dataset[key ? "once" : "later"];
    text("key").value = key;
    place("key").hidden = !key;
    place("see").closest("p").hidden = !key;
    offer("view", Object.keys(snippets));
    fill();
    panel.hidden = false;
    place("title").focus();
    panel.scrollIntoView({ block: "nearest" });
  };

  /* Whose new key stands here still: nothing else may take its place unseen. */
  embeds.keyOf = () => (text("key").value ? of : "");

  embeds.revoked = ({ id }) => {
    if (number === id) embeds.unmade();
  };

  embeds.unmade = () => {
    const panel = place();
    if (!panel || panel.hidden) return;
    shown = {};
    ["key", ...FORMS].forEach((name) => {
      text(name).value = "";
    });
    place("see").removeAttribute("href");
    place("preview").removeAttribute("src");
    panel.hidden = true;
  };

  async function copy(button) {
    const source = document.getElementById(button.dataset.copies);
    const said = button.parentElement.querySelector(".embeds__copied");
    clearCopied();
    try {
      await navigator.clipboard.writeText(source.value);
      said.textContent = place().dataset.copied;
    } catch {
      source.focus();
      source.select();
      said.textContent = place().dataset.selected;
    }
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("#embeds-made select")) fill();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#embeds-made [data-copies]");
    if (button) copy(button);
    else if (event.target.closest("#embeds-made [data-unmade]")) {
      embeds.unmade();
      document.getElementById("view-showing").focus();
    }
  });
})();
