/* What the view of sessions runs. */
import "../shared/view.js";
import "../importing/importing.js";
import "./calendar.js";
import "./checked.js";
import "./form.js";
import "./list.js";
import "./planned.js";
import "./rows.js";
