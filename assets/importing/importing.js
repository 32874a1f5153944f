/* Import a file: choose it, preview it, and import it on request. */
/** @import { Answer, Fault } from "../shared/send.js" */
/** @import { Actions, Chosen, Done, Import, Looked, Mapping, Mark, Preview, Told } from "./answers.d.ts" */
import { button, place, placeOf } from "../shared/dom.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { holding } from "../shared/holding.js";
import { NO_ANSWER } from "../shared/send.js";
import { language } from "../shared/words.js";
import * as copies from "./copies.js";
import * as drafts from "./drafts.js";
import { onDrop } from "./dropping.js";
import { largest, MEGABYTE, tellWhy } from "./failed.js";
import * as odd from "./odd.js";
import * as past from "./past.js";
import * as preview from "./preview.js";
import * as running from "./running.js";
import { fetchFile, isReadable, save, send } from "./send.js";
import { understood } from "./understood.js";
import { cancel, isWorking, work } from "./work.js";
import { complain, enter, said, tell, warn } from "./zone.js";

const LOOKING = ["sending", "checking", "comparing"];
/** @type {Record<string, string>} */
const STALE = { file: "edited", sheets: "other-sheets" };
const BRINGING_IN = [...LOOKING, "writing"];

/* The file chosen, its preview, and the meanings given to its columns and values. */
/** @type {HTMLElement | null} */
let root = null;
/** @type {Chosen | null} */
let at = null;

/** @param {...(Node | string)} parts */
const say = (...parts) => tell("import-said", ...parts);

holding(() => at !== null && root?.isConnected);

function ready() {
  const found = document.getElementById("import");
  if (!found) return;
  if (found !== root) {
    root = found;
    enter(found);
    at = null;
    listen();
    running.settleLeft();
  }
  if (!found.closest("[hidden]")) past.refresh();
}

/** Whether what is chosen is in hand. */
const hold = (/** @type {boolean} */ isHeld) => root?.classList.toggle("import--held", isHeld);

/* Choosing */

/** @param {File[]} files */
function choose(files) {
  if (isWorking() || files.length === 0) return;
  if (files.length > 1) return complain("import-said", said("several"));
  const [file] = files;
  const size = largest();
  if (file.size > size * MEGABYTE) {
    return complain("import-said", said("large", { name: file.name, size }));
  }
  const draft = drafts.of(file);
  const answers = odd.nothingSaid();
  at = { file, preview: null, draft, sheets: null, answers, ...copies.unanswered() };
  clear();
  hold(true);
  look(draft);
}

function clear() {
  say();
  hold(false);
  ["import-preview", "import-outcome"].forEach((id) => {
    place(id).hidden = true;
    tell(id);
  });
}

function putAside() {
  at = null;
  drafts.forget();
  clear();
  place("import-file").focus();
}

/* Looking */

/** @param {Mapping | null} mapping */
async function look(mapping) {
  const looked = /** @type {Chosen} */ (at);
  const fields = {
    mapping: mapping ? JSON.stringify(mapping) : null,
    sheets: looked.sheets ? JSON.stringify(looked.sheets) : null,
    ...odd.fields(looked),
  };
  const answer = await work(LOOKING, (told) => send("/preview", looked.file, fields, told));
  if (looked !== at) return;
  if (answer.cancelled) say(said("stopped"));
  else if (answer.done) looksLike(looked, answer.done, mapping);
  else if (answer.refused) refuse(answer.refused.faults);
  else failed(answer, () => look(mapping));
}

/** Use earlier meanings for the same columns again, also if the file has another name.
 *
 * @param {Chosen} looked
 * @param {Preview} found
 * @param {Mapping | null} mapping
 */
function looksLike(looked, found, mapping) {
  const kept = mapping ? null : drafts.fitting(found);
  looked.preview = found;
  looked.draft = mapping;
  Object.assign(looked, copies.unanswered()); // other rows may be likely duplicates now
  if (kept && !found.mapping_name) {
    looked.draft = kept;
    looked.isRestored = true;
    return void look(kept);
  }
  if (looked.draft) drafts.keep(looked.file, found, looked.draft);
  preview.show(/** @type {Looked} */ (looked), actions);
  if (looked.isRestored) say(said("restored"));
  looked.isRestored = false;
  return undefined;
}

/** @param {Fault[]} faults */
function refuse(faults) {
  preview.showRefused(inHand(), faults, actions);
  past.refresh();
}

/** What is chosen, where something is. */
const inHand = () => /** @type {Looked} */ (at);

/** What went wrong: what is refused stands beside the file, the rest is said.
 *
 * @param {Answer} answer
 * @param {() => void} again
 */
function failed(answer, again) {
  if (answer.faults) return refuse(answer.faults);
  return tellWhy(answer, inHand().file, again);
}

/* Importing */

async function bringIn() {
  if (running.isUnderWay()) return; // pressed twice
  const held = inHand();
  const { file, preview: looked, draft, skip, others } = held;
  const fields = {
    ...understood(held),
    sheets_digest: looked.sheets_digest,
    bookmark: looked.bookmark,
    only_sound: looked.counts.faulty > 0,
    skip_duplicates: skip,
    other_rows: [...others].join(","),
  };
  const mark = await running.begin(looked.file.name);
  if (held !== at || isWorking()) return running.ended(); // another file was chosen meanwhile
  const begin = (/** @type {(told: Told) => void} */ told) => send("", file, fields, told);
  const answer = await work(BRINGING_IN, begin, said("caution"));
  if (answer.done) cameIn(answer.done);
  else if (answer.stale) {
    running.ended();
    await look(draft);
    if (at?.preview) warn("import-said", said(STALE[answer.changed] || "stale"));
  } else if (answer.refused) {
    running.ended();
    refuse(answer.refused.faults);
  } else if (isUnsure(answer)) await unsure(answer, mark, held);
  else {
    running.ended();
    failed(answer, bringIn);
  }
  return undefined;
}

/** Whether the result is unknown: a proxy that lost the answer knows no more than we do.
 *
 * @param {Answer} answer
 */
const isUnsure = ({ cancelled, status, error }) =>
  cancelled || status === NO_ANSWER || (status >= 500 && !error?.code);

/** Find out from the list of imports whether the import was finished.
 *
 * @param {Answer} answer
 * @param {Mark} mark
 * @param {Chosen} held
 */
async function unsure({ cancelled }, mark, held) {
  if (!cancelled && !(await isReadable(held.file))) {
    running.ended();
    return held === at ? failed({ status: NO_ANSWER }, bringIn) : undefined;
  }
  if (cancelled) say(said("stopping"));
  else warn("import-said", said("lost"));
  const found = await running.lookUp(mark);
  if (found !== undefined) return settled(found, cancelled);
  return warn("import-said", said("lost"), " ", running.lookUpAgain(mark, settled));
}

/** @param {Import | null} found
 * @param {boolean} [cancelled]
 */
function settled(found, cancelled) {
  running.ended();
  if (found) cameIn({ ...found, import: found.id, new: found.added });
  else if (cancelled) say(said("stopped"));
  else complain("import-said", said("offline"), " ", again());
}

const again = () => button(said("again"), bringIn);

/** @param {Done} done */
function cameIn(done) {
  const { file, preview: looked } = inHand();
  running.ended();
  clear();
  const faulty = looked.counts.faulty ? { count: looked.counts.faulty, download } : null;
  if (!faulty) at = null;
  past.showOutcome({ file, done, faulty });
  redraw();
}

/* The rows to mend */

async function download() {
  const held = inHand();
  const { file } = held;
  const fields = { ...understood(held), lang: language() };
  const answer = await work([], (told) => {
    told({ phase: "faulty" });
    return fetchFile("/faulty", file, fields, () => {});
  });
  if (answer.cancelled) return say(said("stopped"));
  if (answer.status !== 200) return failed(answer, download);
  save(answer.blob, answer.name || file.name.replace(/(\.\w+)?$/, "-2.xlsx"));
  return say(said("downloaded"));
}

/** @type {Actions} */
const actions = {
  bringIn,
  download,
  putAside,
  look: () => look(inHand().draft),
  lookAfresh: () => {
    inHand().draft = null;
    drafts.forget();
    return look(null);
  },
  say,
  chosen(names) {
    inHand().sheets = names;
  },
  mapped(draft) {
    const held = inHand();
    held.draft = draft;
    drafts.keep(held.file, held.preview, draft);
  },
};

/* Events */

function listen() {
  const input = placeOf(HTMLInputElement, "import-file");
  input.addEventListener("change", () => {
    choose([...(input.files ?? [])]);
    input.value = ""; // the same file can be chosen again
  });
  place("import-stop").addEventListener("click", cancel);
}

onDrop(() => Boolean(root?.isConnected && !root.closest("[hidden]")), choose);

window.addEventListener("beforeunload", (event) => {
  if (isWorking() && running.isUnderWay()) event.preventDefault();
});

whenDrawn(() => {
  ready();
});
