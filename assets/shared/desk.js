/* The desk: how the form, the list and the history of sessions send what somebody did, and say
   what came of it. Their sentences come with the page, in the reader's language. */
(function () {
  "use strict";

  const NO_ANSWER = 0;
  const TOLD = [412, 503];
  const impact = (window.impact = window.impact || {});
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const desk = (impact.desk = { NO_ANSWER });
  const ROUTES = impact.at("/api/v1/");

  /* What an answer says; of lines of JSON, which tell how far some work is, the last one. */
  async function content(answer) {
    if (!answer.headers.get("Content-Type")?.includes("ndjson")) return answer.json();
    return JSON.parse((await answer.text()).trimEnd().split("\n").at(-1));
  }

  /* Of which data the page is: what it says of others, as after a restore, the server refuses. */
  desk.seen = () => (impact.edition ? { "Impact-Edition": impact.edition } : {});

  /* Why nothing came of it: in the server's own words where it knows why, else in these. */
  desk.why = ({ status, error }, offline, failed) => {
    if (status === NO_ANSWER) return offline;
    return TOLD.includes(status) && error ? desk.said(error.message) : failed;
  };

  /* An answer's status and content; `NO_ANSWER` when the connection was lost on either way. */
  desk.send = async (method, path, body) => {
    let answer = null;
    try {
      answer = await window.fetch(ROUTES + path, {
        method,
        headers: { "Content-Type": "application/json", ...desk.seen() },
        body: method === "GET" ? undefined : JSON.stringify(body),
      });
      return { ...(await content(answer)), status: answer.status };
    } catch {
      return { status: answer && !answer.ok ? answer.status : NO_ANSWER };
    }
  };

  /* A page that holds what somebody entered is not left for the sign-in page, which others are;
     its reader is told instead, with a way to sign in beside it. */
  const holders = [];
  impact.holds = () => holders.some((holds) => holds());
  desk.holding = (holds) => holders.push(holds);

  desk.signedOut = ({ signedout, sign, signin }) => {
    const link = { href: impact.at(signin), target: "_blank", rel: "noopener" };
    return [signedout, " ", desk.node("a", link, sign)];
  };

  /* Ask for the page's figures anew, now that the data have changed. */
  desk.redraw = () => {
    clientside.set_props("view-query", { data: window.location.search.slice(1) });
  };

  desk.inWords = (template, values) =>
    template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  /* Of what the server says in both languages, the reader's. */
  desk.said = (both) => both[document.documentElement.lang.slice(0, 2)];

  function ended(words) {
    return /[.…?!]$/.test(words) ? words : `${words}.`;
  }

  desk.told = ({ reason, remedy }) => [reason, remedy].map(desk.said).map(ended).join(" ");

  /* The cells of a session that the server warns of; who saved them knowingly is asked no more. */
  desk.doubtful = ({ date, note }) => JSON.stringify([date, note]);

  desk.number = (count) => count.toLocaleString(document.documentElement.lang);

  /* Where the project is, as in all that the server says. */
  desk.time = (iso) => {
    const { lang, dataset } = document.documentElement;
    const zone = { timeZone: dataset.zone };
    const moment = new Date(iso);
    const day = (of) => of.toLocaleDateString(lang, zone);
    const isToday = day(moment) === day(new Date());
    const style = isToday ? { timeStyle: "short" } : { dateStyle: "long", timeStyle: "short" };
    const told = moment.toLocaleString(lang, { ...style, ...zone });
    return told.replace(/(\d) h (\d)/, "$1\u00a0h\u00a0$2"); // no line ends inside an hour
  };

  /* The place of the open tab where it is said what came of a change, and its words. */
  function saying() {
    const places = [...document.querySelectorAll("[data-says]")];
    return places.find((place) => !place.closest("[hidden]"));
  }

  desk.words = () => saying().dataset;

  desk.note = (name, values = {}, ...more) => {
    const place = saying();
    place.replaceChildren(desk.inWords(place.dataset[name] ?? name, values), ...more);
  };

  desk.focusSaid = () => saying().focus();

  desk.tell = (name, values = {}, ...more) => {
    desk.note(name, values, ...more);
    desk.focusSaid();
  };

  /* Why nothing was changed; what somebody else did meanwhile is drawn. */
  desk.refused = (answer) => {
    if (answer.status === 422) {
      const ofSession = (fault) => `${fault.value} – ${desk.told(fault)}`;
      desk.tell(answer.faults.map(ofSession).join(" "));
    } else if (answer.status === 409) {
      const sessions = answer.conflicts.map(({ reference }) => reference).join(", ");
      desk.tell("conflict", { sessions });
      desk.redraw();
    } else if (answer.status === 403) desk.tell("forbidden");
    else desk.tell(desk.why(answer, "offline", "failed"));
  };

  desk.node = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  desk.button = (words, act) => {
    const made = desk.node("button", { type: "button", class: "chip" }, words);
    made.addEventListener("click", act);
    return made;
  };
})();
