/* What the view of people runs. */
import "../shared/view.js";
import "./people.js";
