/* Drafts of sessions that nobody saved, offered above the form. */
/** @import { Draft } from "../shared/drafts.js" */
/** @import { Hand } from "./hand.d.ts" */
import { button, node, place } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { here } from "../shared/site.js";
import { inWords, time } from "../shared/words.js";
import { entry, words } from "./cells.js";
import { named } from "./references.js";

/** @typedef {(draft: Draft) => void} Take */

/** Offer the drafts of the session in the form; above a new one, those of all others.
 *
 * @param {Hand} hand
 * @param {Take} take what puts a draft into the form
 */
export function showOffers(hand, take) {
  const { isNew, offered, reader, reference } = hand;
  const own = offered ? drafts.of(reader, reference) : null;
  const found = isNew ? drafts.others(reader, reference) : own ? [own] : [];
  place("desk-offers").replaceChildren(...found.map((draft) => offerOf(draft, hand, take)));
}

/**
 * @param {Draft} draft
 * @param {Hand} hand
 * @param {Take} take
 */
function offerOf(draft, hand, take) {
  const said = words();
  const { cells, reference, version, at: kept } = draft;
  const values = { session: named(cells), time: time(kept) };
  const told = inWords(version ? said.changes : said.draft, values);
  const throwAway = () => {
    drafts.forget(hand.reader, reference);
    showOffers(hand, take);
    entry("date").focus();
  };
  return node(
    "p",
    { class: "desk__offer" },
    node("span", {}, told),
    hand.isNew && version ? wayTo(draft) : wayBack(draft, take),
    button(version ? said.throwall : said.throw, throwAway),
  );
}

/**
 * @param {Draft} draft
 * @param {Take} take
 */
const wayBack = (draft, take) =>
  button(draft.version ? words().takeall : words().take, () => take(draft));

/** Open the session that a draft changes.
 *
 * @param {Draft} draft
 */
function wayTo({ reference }) {
  const link = { class: "chip", href: here({ edit: reference }), "data-stay": "" };
  return node("a", link, words().takeall);
}
