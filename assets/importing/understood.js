/* How a file was understood in its preview, as it is sent with the file. */
/** @import { Looked } from "./answers.d.ts" */
import * as odd from "./odd.js";
import * as sheets from "./sheets.js";

/** @param {Looked} held */
export function understood(held) {
  const { preview, draft } = held;
  const mapping = draft || preview.mapping;
  return {
    mapping: mapping ? JSON.stringify(mapping) : null,
    sheets: sheets.named(held),
    ...odd.fields(held),
    sha256: preview.file.sha256,
  };
}
