/* What every view runs. */
import "./shell.js";
import "./draw.js";
import "./unanswered.js";
import "./arrows.js";
import "./seen.js";
import "./freshness.js";
import "./leaving.js";
import "./when_printed.js";
