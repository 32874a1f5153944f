/** What the form of a session works on. */
import type { Cells } from "../shared/drafts.js";
import type { Both } from "../shared/words.js";

/** What the server says that the form begins with. */
export type Begin = {
  reference: string;
  held: boolean;
  version: number;
  cells: Cells;
  reader: string;
  /** Of the project's time zone, such as 2015-03-25. */
  today: string;
};

/** What should be known of a session that is saved, and the column that it is about. */
export type Remark = Both & { column: string };

/** The session in the form. */
export type Hand = {
  identity: string;
  isNew: boolean;
  reader: string;
  reference: string;
  /** 0 for one that is not saved yet. */
  version: number;
  cells: Cells;
  /** What was stored when the form began; `null` where that is not known. */
  begun: Cells | null;
  touched: boolean;
  /** Whether a draft of changes is offered, until something else is entered. */
  offered: boolean;
  sending: boolean;
  /** Whether it is put back to what it was before it was saved. */
  undoing?: boolean;
  known?: string;
};
