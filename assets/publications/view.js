/* What the publish view runs. */
import "../shared/view.js";
import "./grants.js";
import "./publish.js";
