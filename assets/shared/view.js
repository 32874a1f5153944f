/* What every view runs. */
import "./shell.js";
import "./draw.js";
import "./arrows.js";
import "./choices.js";
import "./grid.js";
import "./unanswered.js";
import "./later.js";
import "./seen.js";
import "./freshness.js";
import "./leaving.js";
import "./begin.js";
