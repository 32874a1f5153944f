/* What the view of reference data runs. */
import "../shared/view.js";
import "./reference.js";
