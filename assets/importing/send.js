/* Sending a file: how far it is, line by line, and at the end an answer. The file stays in the
   browser and is sent each time; the server keeps nothing between two requests. */
(function () {
  "use strict";

  const ROUTES = window.impact.at("/api/v1/imports");
  const desk = window.impact.desk;
  const imports = (desk.imports = desk.imports || {});

  function formOf(file, fields) {
    const form = new FormData();
    Object.entries(fields).forEach(([name, value]) => {
      if (value !== null && value !== undefined) form.append(name, `${value}`);
    });
    form.append("file", file, file.name);
    return form;
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null; // cut off in the middle
    }
  }

  /* Each whole line of what has come so far, once. */
  function lineReader(take) {
    let read = 0;
    return (text, isAll) => {
      for (let end = text.indexOf("\n", read); end >= 0; end = text.indexOf("\n", read)) {
        take(parsed(text.slice(read, end)));
        read = end + 1;
      }
      if (isAll && read < text.length) take(parsed(text.slice(read)));
    };
  }

  function start(path, file, fields, told) {
    const request = new XMLHttpRequest();
    let cancelled = false;
    request.open("POST", ROUTES + path);
    Object.entries(desk.seen()).forEach((header) => request.setRequestHeader(...header));
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      told({ phase: "sending", fraction: total ? loaded / total : 0 });
    });
    return {
      request,
      send: () => request.send(formOf(file, fields)),
      isCancelled: () => cancelled,
      cancel() {
        cancelled = true;
        request.abort();
      },
    };
  }

  /* `answer` has a status, and what the last line says; `NO_ANSWER` when there was none. */
  imports.send = (path, file, fields, told) => {
    const begun = start(path, file, fields, told);
    const { request } = begun;
    let last = null;
    const read = lineReader((line) => {
      if (line?.phase) told(line);
      else if (line) last = line;
    });
    const answer = new Promise((resolve) => {
      request.addEventListener("progress", () => {
        if (request.status === 200) read(request.responseText, false);
      });
      request.addEventListener("loadend", () => {
        const { status } = request;
        if (begun.isCancelled()) return resolve({ cancelled: true });
        if (status === 200) read(request.responseText, true);
        if (status === 200 && last) return resolve({ ...last, status });
        if (status === 200) return resolve({ status: desk.NO_ANSWER });
        return resolve({ ...parsed(request.responseText), status });
      });
    });
    begun.send();
    return { answer, cancel: begun.cancel };
  };

  /* The same, for an answer that is a file. */
  imports.fetchFile = (path, file, fields, told) => {
    const begun = start(path, file, fields, told);
    const { request } = begun;
    request.responseType = "blob";
    const answer = new Promise((resolve) => {
      request.addEventListener("loadend", async () => {
        const { status, response } = request;
        if (begun.isCancelled()) return resolve({ cancelled: true });
        if (status === 200) return resolve({ status, blob: response, name: nameIn(request) });
        return resolve({ ...parsed(response ? await response.text() : ""), status });
      });
    });
    begun.send();
    return { answer, cancel: begun.cancel };
  };

  function nameIn(request) {
    const said = request.getResponseHeader("Content-Disposition") || "";
    const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(said) || [];
    const [, plain] = /filename="?([^";]+)"?/i.exec(said) || [];
    return encoded ? decodeURIComponent(encoded) : plain || "";
  }

  imports.save = (blob, name) => {
    const address = URL.createObjectURL(blob);
    desk.node("a", { href: address, download: name }).click();
    window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };

  /* A browser sends no file that was changed since it was chosen, and doesn't say why. */
  imports.isReadable = async (file) => {
    try {
      await file.slice(0, 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  };
})();
