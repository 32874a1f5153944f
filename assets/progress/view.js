/* What the Explore view runs. */
import "../shared/view.js";
import "./present.js";
