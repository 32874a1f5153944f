// What the server says of a file that was looked at, and what was said of it here.
import type { Fault } from "../shared/send.js";
import type { Both } from "../shared/words.js";

export type Field = {
  code: string;
  title: Both;
  needed?: boolean;
  constant?: boolean;
  number?: boolean;
};
export type Column = {
  position: number;
  header: string;
  column: string | null;
  title?: Both;
  sample: string[];
  passed_over: boolean;
  personal: boolean;
  probable: string | null;
};
export type Value = {
  column: string;
  value: string;
  meant: string | null;
  probable: string | null;
  advice: Both | null;
  rows: number;
};
export type Words = Record<string, string>;
export type Mapping = { columns: Words; values: Record<string, Words>; constants: Words };
export type Sheet = {
  name: string;
  use: "read" | "asked" | "left_out";
  hidden: boolean;
  repeats: boolean;
  rows: number;
  headers: string[];
};
export type Remark = { row: number | null; sheet?: string; message: Both; warns: boolean };
export type Alike = {
  reference: string;
  apart: Both | null;
  row?: number | null;
  sheet?: string | null;
};
export type Duplicate = {
  number: number;
  row: number;
  sheet?: string | null;
  reference: string;
  name: string;
  apart: Both | null;
  like: Alike[];
  reason?: Both;
};
export type Change = {
  key: string;
  name: string;
  column: string;
  title?: Both;
  before: Both | null;
  after: Both | null;
};
export type Odd = {
  open: boolean;
  struck_out?: { answer: string | null; count: number; rows: string };
  numbers?: { answer: string | null; taken: number; example: string };
  dates?: { days: { date: string; rows: string }[]; first: string; last: string };
};
export type Count = "rows" | "new" | "changed" | "unchanged" | "faulty" | "duplicates";
export type Preview = {
  file: { name: string; sha256: string };
  bookmark: string;
  sheets: Sheet[];
  sheets_digest: string;
  fields: Field[];
  columns: Column[];
  options: Record<string, Field[]>;
  values: Value[];
  mapping: Partial<Mapping> | null;
  mapping_name: string | null;
  odd: Odd;
  waiting: unknown[];
  counts: Record<Count, number>;
  complete: boolean;
  can_import: boolean;
  faults: Fault[];
  fault_count: number;
  changes: Change[];
  change_count: number;
  new: Record<string, Both>[];
  duplicates: Duplicate[];
  remarks: Remark[];
  remark_count: number;
  warning_count: number;
};

/** What was answered to what is odd. */
export type Answers = {
  struck_out: string | null;
  numbers: string | null;
  right_dates: Set<string>;
};

/** What becomes of likely duplicates; `skip` says it of all but the `others`. */
export type CopiesAnswer = "leave" | "keep" | "each";

/** The file in hand. */
export type Chosen = {
  file: File;
  preview: Preview | null;
  draft: Mapping | null;
  sheets: string[] | null;
  answers: Answers;
  copies: CopiesAnswer | null;
  skip: boolean;
  others: Set<number>;
  isDirty?: boolean;
  isRestored?: boolean;
};

/** The same, once the server has looked at it. */
export type Looked = Chosen & { preview: Preview };

export type Say = (change: (draft: Mapping) => unknown) => void;
export type Ways = {
  draft: Mapping;
  map: Say;
  mapNow: Say;
  ignore: (what: { headers?: string[]; words?: Value[] }) => void;
};
export type Actions = {
  bringIn: () => void;
  download: () => void;
  putAside: () => void;
  look: () => void;
  lookAfresh: () => Promise<void>;
  say: (...parts: (Node | string)[]) => void;
  chosen: (sheets: string[]) => void;
  mapped: (draft: Mapping) => void;
};

/** An import that went in. */
export type Import = {
  id: number;
  file_name: string;
  imported_at: string;
  author: string | null;
  said: Both[];
  added: number;
  changed: number;
  unchanged: number;
  left_out: number;
  undone: boolean;
  can_undo: boolean;
};
/** What a file did. */
export type Done = {
  import: number;
  new: number;
  changed: number;
  unchanged: number;
  left_out: number;
};
/** A file that was refused, or whose import broke off. */
export type Refused = {
  id: number;
  at: string;
  author: string;
  subject: string;
  file_name: string;
  format: string;
  reason: Both;
  fault_count: number;
};
export type ImportList = { imports: Import[]; refused: Refused[]; page: number; pages: number };
export type Told = { phase: string; rows?: number; fraction?: number };
export type Mark = { name: string; after: number; at: string };
