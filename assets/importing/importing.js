/* Importing a file: it is chosen, looked at, and imported when somebody says so. */
(function () {
  "use strict";

  const SHARES = { sending: 1, checking: 4, comparing: 1, writing: 5 }; // of the bar, by phase
  const LOOKING = ["sending", "checking", "comparing"];
  const BETWEEN = {
    408: "between-slow",
    413: "between-large",
    502: "between-down",
    503: "between-down",
    504: "between-slow",
  };
  const STALE = { file: "edited", sheets: "other-sheets" };
  const BRINGING_IN = [...LOOKING, "writing"];
  const MEGABYTE = 1024 * 1024;
  const impact = window.impact;
  const desk = impact.desk;
  const imports = (desk.imports = desk.imports || {});

  /* What is chosen: the file, what it would do, and what was said of its columns and values. */
  let root = null;
  let at = null;
  let running = null;
  let words = {};

  const place = (id) => document.getElementById(id);
  const plural = (count) =>
    new Intl.PluralRules(document.documentElement.lang).select(count) === "one" ? "one" : "other";

  /* A sentence; a number in it is written as readers write it, and chooses its form. */
  imports.said = (name, values = {}) => {
    const found = words[name] ?? name;
    const template = typeof found === "string" ? found : found[plural(values.count)];
    const written = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "number" ? desk.number(value) : value,
    ]);
    return desk.inWords(template, Object.fromEntries(written));
  };

  imports.tell = (id, ...parts) => place(id).replaceChildren(...parts);
  imports.reader = () => root.dataset.reader;
  imports.listAddress = () => root.dataset.list;

  const { said, tell } = imports;
  const say = (...parts) => tell("import-said", ...parts);

  desk.holding(() => at !== null && root?.isConnected);

  function ready() {
    const found = place("import");
    if (!found) return;
    if (found !== root) {
      root = found;
      words = JSON.parse(root.dataset.words);
      at = null;
      listen();
      imports.past.settleLeft();
    }
    if (!root.closest("[hidden]")) imports.past.refresh();
  }

  /* Choosing */

  function choose(files) {
    if (running || files.length === 0) return;
    if (files.length > 1) return say(said("several"));
    const [file] = files;
    const size = Number(root.dataset.largest);
    if (file.size > size * MEGABYTE) return say(said("large", { name: file.name, size }));
    const draft = imports.drafts.of(file);
    const answers = imports.odd.nothingSaid();
    at = { file, preview: null, draft, sheets: null, answers, skip: false, others: new Set() };
    clear();
    root.classList.add("import--held");
    look(at.draft);
  }

  function clear() {
    say();
    root.classList.remove("import--held");
    ["import-preview", "import-outcome"].forEach((id) => {
      place(id).hidden = true;
      tell(id);
    });
  }

  function putAside() {
    at = null;
    imports.drafts.forget();
    clear();
    place("import-file").focus();
  }

  /* Working: one thing at a time, seen and stoppable */

  async function work(phases, begin, caution = "") {
    say();
    showWork(caution);
    running = begin((told) => showProgress(phases, told));
    const answer = await running.answer;
    const hadFocus = document.activeElement === place("import-stop");
    running = null;
    place("import-work").hidden = true;
    setWorking(false);
    if (hadFocus) place("import-said").focus();
    return answer;
  }

  /* What could begin something else waits. */
  function setWorking(isWorking) {
    root.classList.toggle("import--working", isWorking);
    ["import-preview", "import-outcome"].forEach((id) => (place(id).inert = isWorking));
  }

  function showWork(caution) {
    place("import-work").hidden = false;
    setWorking(true);
    tell("import-phase", said("sending"));
    tell("import-done");
    tell("import-caution", caution);
    place("import-progress").removeAttribute("value");
    place("import-stop").focus();
  }

  function showProgress(phases, { phase, rows, fraction }) {
    const bar = place("import-progress");
    const phaseWords = said(phase);
    if (place("import-phase").textContent !== phaseWords) tell("import-phase", phaseWords);
    tell("import-done", rows ? said("rows", { count: rows }) : "");
    if (phases.includes(phase)) bar.value = doneOf(phases, phase, fraction);
  }

  /* How much of all phases is done, from 0 to 1. */
  function doneOf(phases, phase, fraction) {
    const shares = phases.map((name) => SHARES[name]);
    const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
    const before = sum(shares.slice(0, phases.indexOf(phase)));
    return (before + fraction * SHARES[phase]) / sum(shares);
  }

  /* Looking */

  async function look(mapping) {
    const looked = at;
    const fields = {
      mapping: mapping ? JSON.stringify(mapping) : null,
      sheets: looked.sheets ? JSON.stringify(looked.sheets) : null,
      ...imports.odd.fields(looked),
    };
    const answer = await work(LOOKING, (told) =>
      imports.send("/preview", looked.file, fields, told),
    );
    if (looked !== at) return;
    if (answer.cancelled) say(said("stopped"));
    else if (answer.done) looksLike(answer.done, mapping);
    else if (answer.refused) refuse(answer.refused.faults);
    else failed(answer, () => look(mapping));
  }

  /* What was said of the same columns before is used again, in a file of another name, too. */
  function looksLike(preview, mapping) {
    const kept = mapping ? null : imports.drafts.fitting(preview);
    at.preview = preview;
    at.draft = mapping;
    at.others.clear(); // other rows may be likely duplicates now
    if (kept && !preview.mapping_name) {
      at.draft = kept;
      at.isRestored = true;
      return void look(kept);
    }
    if (at.draft) imports.drafts.keep(at.file, preview, at.draft);
    imports.preview.show(at, actions);
    if (at.isRestored) say(said("restored"));
    at.isRestored = false;
    return undefined;
  }

  function refuse(faults) {
    imports.preview.showRefused(at, faults, actions);
  }

  /* What stands between the browser and the server, such as a proxy, refused by itself. */
  function between(status) {
    const size = Math.max(0.1, Math.round((at.file.size / MEGABYTE) * 10) / 10);
    const most = Number(root.dataset.largest);
    return said(BETWEEN[status] || "between-other", { name: at.file.name, size, most, status });
  }

  /* What went wrong, and what can be done about it; nothing was written. */
  async function failed(answer, again) {
    const retry = desk.button(said("again"), again);
    const { status } = answer;
    if (status === desk.NO_ANSWER) {
      const isThere = await imports.isReadable(at.file);
      say(said(isThere ? "offline" : "changed"), " ", isThere ? retry : "");
    } else if (status === 401) {
      const signedOut = { signedout: said("signedout"), sign: said("sign") };
      say(...desk.signedOut({ ...signedOut, signin: root.dataset.signin }), " ", retry);
    } else if (answer.faults) return refuse(answer.faults);
    else if (!answer.error?.code) say(between(status), " ", status === 413 ? "" : retry);
    else if (status === 403) say(said("forbidden"));
    else if (status === 413) {
      say(said("large", { name: at.file.name, size: Number(root.dataset.largest) }));
    } else {
      const { message, reference } = answer.error || {};
      const isOurs = status === 500 || !message;
      const about = isOurs ? said("failed") : desk.said(message);
      const told = reference ? ` ${said("reference", { reference })}` : "";
      say(about + told, " ", retry);
    }
    return place("import-said").focus();
  }

  /* Importing */

  async function bringIn() {
    if (imports.past.isUnderWay()) return; // pressed twice
    const held = at;
    const { file, preview, draft, skip, others } = held;
    const fields = {
      mapping: mappingOf(preview, draft),
      sheets: imports.sheets.named(held),
      sheets_digest: preview.sheets_digest,
      ...imports.odd.fields(held),
      sha256: preview.file.sha256,
      edition: preview.edition,
      only_sound: preview.counts.faulty > 0,
      skip_duplicates: skip,
      other_rows: [...others].join(","),
    };
    const mark = await imports.past.begin(preview.file.name);
    if (held !== at || running) return imports.past.ended(); // another file was chosen meanwhile
    const send = (told) => imports.send("", file, fields, told);
    const answer = await work(BRINGING_IN, send, said("caution"));
    if (answer.done) cameIn(answer.done);
    else if (answer.stale) {
      imports.past.ended();
      await look(draft);
      if (at?.preview) say(said(STALE[answer.changed] || "stale"));
    } else if (answer.refused) {
      imports.past.ended();
      refuse(answer.refused.faults);
    } else if (isUnsure(answer)) await unsure(answer, mark, held);
    else {
      imports.past.ended();
      failed(answer, bringIn);
    }
    return undefined;
  }

  /* A proxy that lost the answer does not know either what the server did. */
  const isUnsure = ({ cancelled, status, error }) =>
    cancelled || status === desk.NO_ANSWER || (status >= 500 && !error?.code);

  function mappingOf(preview, draft) {
    const used = draft || preview.mapping;
    return used ? JSON.stringify(used) : null;
  }

  /* Nobody knows yet whether it was in time: the list of imports tells. */
  async function unsure({ cancelled }, mark, held) {
    if (!cancelled && !(await imports.isReadable(held.file))) {
      imports.past.ended();
      return held === at ? failed({ status: desk.NO_ANSWER }, bringIn) : undefined;
    }
    say(said(cancelled ? "stopping" : "lost"));
    const found = await imports.past.lookUp(mark);
    if (found === undefined) say(said("lost"), " ", imports.past.lookUpAgain(mark, settled));
    else settled(found, cancelled);
    return undefined;
  }

  function settled(found, cancelled) {
    imports.past.ended();
    if (found) cameIn({ ...found, import: found.id, new: found.added });
    else say(said(cancelled ? "stopped" : "offline"), " ", cancelled ? "" : again());
  }

  const again = () => desk.button(said("again"), bringIn);

  function cameIn(done) {
    const { file, preview } = at;
    imports.past.ended();
    clear();
    const faulty = preview.counts.faulty ? { count: preview.counts.faulty, download } : null;
    if (!faulty) at = null;
    imports.past.showOutcome({ file, done, faulty });
    desk.redraw();
  }

  /* The rows to mend */

  async function download() {
    const { file, preview, draft } = at;
    const lang = document.documentElement.lang.slice(0, 2);
    const sheets = imports.sheets.named(at);
    const mapping = mappingOf(preview, draft);
    const answers = imports.odd.fields(at);
    const fields = { mapping, sheets, ...answers, sha256: preview.file.sha256, lang };
    const answer = await work([], (told) => {
      told({ phase: "faulty" });
      return imports.fetchFile("/faulty", file, fields, () => {});
    });
    if (answer.cancelled) return say(said("stopped"));
    if (answer.status !== 200) return failed(answer, download);
    imports.save(answer.blob, answer.name || file.name.replace(/(\.\w+)?$/, "-2.xlsx"));
    return say(said("downloaded"));
  }

  const actions = {
    bringIn,
    download,
    putAside,
    look: () => look(at.draft),
    lookAfresh: () => {
      at.draft = null;
      imports.drafts.forget();
      return look(null);
    },
    say,
    chosen(sheets) {
      at.sheets = sheets;
    },
    mapped(draft) {
      at.draft = draft;
      imports.drafts.keep(at.file, at.preview, draft);
    },
  };

  /* What is heard of all this */

  function listen() {
    place("import-file").addEventListener("change", ({ target }) => {
      choose([...target.files]);
      target.value = ""; // the same file can be chosen again
    });
    place("import-stop").addEventListener("click", () => running?.cancel());
  }

  /* A file may be dropped anywhere in the page: beside the zone, a browser would open it. */
  function dragging(act) {
    return (event) => {
      const isFile = event.dataTransfer?.types.includes("Files");
      if (!isFile || !root?.isConnected || root.closest("[hidden]")) return;
      event.preventDefault();
      act(event, place("import-drop").classList);
    };
  }

  document.addEventListener(
    "dragover",
    dragging((_, zone) => zone.add("import__drop--over")),
  );
  document.addEventListener(
    "dragleave",
    dragging(({ relatedTarget }, zone) => {
      if (!relatedTarget) zone.remove("import__drop--over"); // it left the page
    }),
  );
  document.addEventListener(
    "drop",
    dragging(({ dataTransfer }, zone) => {
      zone.remove("import__drop--over");
      choose([...dataTransfer.files]);
    }),
  );

  window.addEventListener("beforeunload", (event) => {
    if (running && imports.past.isUnderWay()) event.preventDefault();
  });

  const drawn = impact.drawn;
  impact.drawn = (drawing) => {
    drawn(drawing);
    ready();
  };
})();
