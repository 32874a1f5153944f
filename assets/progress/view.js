/* What the Explore view runs. */
import "../shared/view.js";
import "./kept_grid.js";
import "./present.js";
