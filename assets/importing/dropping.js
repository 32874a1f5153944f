/* Files dropped anywhere in the page; outside the zone, the browser would open them. */
import { place } from "../shared/dom.js";

/** Take up dropped files while they can be imported.
 *
 * @param {() => boolean} isOpen
 * @param {(files: File[]) => void} take
 */
export function onDrop(isOpen, take) {
  /** @param {(event: DragEvent, zone: DOMTokenList) => void} act */
  const dragging = (act) => (/** @type {DragEvent} */ event) => {
    const isFile = event.dataTransfer?.types.includes("Files");
    if (!isFile || !isOpen()) return;
    event.preventDefault();
    act(event, place("import-drop").classList);
  };
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
      take([...(dataTransfer?.files ?? [])]);
    }),
  );
}
