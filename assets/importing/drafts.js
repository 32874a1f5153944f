/* What somebody said of a file's columns and values, until another file is dropped; it outlives
   a reload, such as that after signing in again. Where the browser keeps nothing, it is lost. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});
  const key = () => `${window.impact.kept("impact-mapping")} ${imports.reader()}`;

  function kept() {
    try {
      return JSON.parse(window.sessionStorage.getItem(key()));
    } catch {
      return null;
    }
  }

  function inStorage(act) {
    try {
      act(window.sessionStorage);
    } catch {
      // nothing is kept here
    }
  }

  const headersOf = (preview) => preview.columns.map(({ header }) => header);

  const drafts = (imports.drafts = {
    /* For a file of that name. */
    of: (file) => {
      const draft = kept();
      return draft?.name === file.name ? draft.mapping : null;
    },

    /* For a file with the same columns; what was said of other columns is over. */
    fitting(preview) {
      const draft = kept();
      const headers = new Set(headersOf(preview));
      if (draft?.headers.every((header) => headers.has(header))) return draft.mapping;
      drafts.forget();
      return null;
    },

    keep(file, preview, mapping) {
      const draft = { name: file.name, headers: headersOf(preview), mapping };
      inStorage((storage) => storage.setItem(key(), JSON.stringify(draft)));
    },

    forget() {
      inStorage((storage) => storage.removeItem(key()));
    },
  });
})();
