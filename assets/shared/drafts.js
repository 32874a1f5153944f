/* Drafts of sessions, each under its reference, for one reader of this browser: of new ones, and of
   changes to the `version` of one that is saved. Beside them, words that wait to be sent. Where the browser keeps nothing, they last as long
   as the page. */
(function () {
  "use strict";

  const desk = window.impact.desk;
  const inPage = new Map();

  function kept() {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  }

  function keyOf(reader, reference) {
    return `${window.impact.kept("impact-draft")} ${reader} ${reference}`;
  }

  function allKept() {
    const found = new Map(inPage);
    const storage = kept();
    if (storage) Object.keys(storage).forEach((key) => found.set(key, storage.getItem(key)));
    return found;
  }

  function draftIn(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  function put(key, text) {
    try {
      window.localStorage.setItem(key, text);
    } catch {
      inPage.set(key, text);
    }
  }

  desk.drafts = {
    keep(reader, reference, cells, version) {
      const at = new Date().toISOString();
      put(keyOf(reader, reference), JSON.stringify({ reference, cells, version, at }));
    },

    /* A few words, such as the reason for something, under a name of their own. */
    keepWords(reader, name, words) {
      put(keyOf(reader, name), JSON.stringify({ words }));
    },

    words(reader, name) {
      return draftIn(allKept().get(keyOf(reader, name)) ?? "null")?.words ?? "";
    },

    forget(reader, reference) {
      inPage.delete(keyOf(reader, reference));
      kept()?.removeItem(keyOf(reader, reference));
    },

    of(reader, reference) {
      const draft = draftIn(allKept().get(keyOf(reader, reference)) ?? "null");
      return draft?.cells ? draft : null;
    },

    /* The names of all that is kept of this reader. */
    names(reader) {
      const begin = keyOf(reader, "");
      return [...allKept().keys()]
        .filter((key) => key.startsWith(begin))
        .map((key) => key.slice(begin.length));
    },

    /* All but the one in the form, the latest first. */
    others(reader, reference) {
      return [...allKept()]
        .filter(([key]) => key.startsWith(keyOf(reader, "")) && key !== keyOf(reader, reference))
        .map(([, text]) => draftIn(text))
        .filter((draft) => draft?.reference && draft.cells)
        .sort((one, other) => (one.at < other.at ? 1 : -1));
    },
  };
})();
