/* What is chosen in the controls of the filters, as values of the address. */
import { all, control, place } from "./dom.js";
import { current, filtersOf, inOrder, MANY, NAMES, valuesOf, withValues } from "./query.js";

/** The query with these values of the controls, from its first page on if it selects something else.
 *
 * @param {(string | string[] | null)[]} given
 */
export function selecting(given) {
  const next = withValues(current(), given);
  if (`${filtersOf(next)}` !== `${filtersOf(inOrder(current()))}`) next.delete("page");
  return next;
}

/** The address's values with the choice in a control: a long list offers but a part of them.
 *
 * @param {HTMLElement} chosen
 */
export function valuesWith(chosen) {
  return valuesOf(current()).map((value, at) => {
    const among = place(`filter-${NAMES[at]}`);
    if (!among.contains(chosen)) return value;
    if (!(chosen instanceof HTMLInputElement)) return control(among.id).value;
    const others = [value].flat().filter((one) => one !== chosen.value);
    return chosen.checked ? [...others, chosen.value] : others;
  });
}

/** The values of all controls. */
export const values = () => NAMES.map(chosenIn);

/** @param {string} name */
function chosenIn(name) {
  const among = place(`filter-${name}`);
  if (!MANY.includes(name)) return control(`filter-${name}`).value;
  return all(among, "input:checked", HTMLInputElement).map((box) => box.value);
}
