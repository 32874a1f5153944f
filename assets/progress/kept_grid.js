/* A phone shows the grid of one language: of one that the filters keep. */
import { all } from "../shared/dom.js";
import { whenDrawn } from "../shared/drawn.js";
import { current } from "../shared/query.js";

whenDrawn(() => {
  const kept = current().getAll("language");
  const ways = all(document, '[name="grid-language"]', HTMLInputElement);
  if (ways.some((way) => way.checked && kept.includes(way.value))) return;
  const way = ways.find((one) => kept.includes(one.value));
  if (way) way.checked = true;
});
