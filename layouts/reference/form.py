"""The form of one record, with both languages side by side, and its other actions."""

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from dashboard.domain.reference.choices import choices
from dashboard.domain.reference.fields import FieldType, RecordField
from dashboard.domain.reference.kinds import FACILITATORS, TARGETS, VENUES
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.reference.stored import StoredRecord
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.reference.view import ReferenceView
from dashboard.sentences.venues.words import BY_CODE
from layouts.shared import html, panel
from layouts.shared.attributes import data
from layouts.shared.controls import Control, chip, native_input, sent_by_script, submit
from layouts.shared.links import reference_address

FORM = "reference-form"
NAMING = ("label", "area")
SENSITIVE = {"data-sensitive": ""}
OF_PERSON = text(
    "The code of the person, never the name. Each training is an entry of its own; without one "
    "yet, the code is enough."
)

Marks = Mapping[str, Mapping[str, str]]
"""The attributes of an option that the browser's script reads, by code."""


def editor(shown: ReferenceView, locale: Locale) -> Component | None:
    """The form of the open record, or of a new one."""
    options, opened = shown.options, shown.opened
    if opened is None and not options.new:
        return None
    kind = options.kind
    title = (
        text("Edit {key}", key=opened.record.key)
        if opened
        else text("New: {kind}", kind=kind.title)
    )
    closed = reference_address(ReferenceOptions(kind.code, back=options.back), locale)
    return html.Section(
        [
            panel.head(title.say(locale), closed, locale),
            sent_by_script(
                locale,
                [*_fields(shown, locale), _ways(shown, locale)],
                id=FORM,
                className="desk",
                noValidate=True,
                **data(
                    kind=kind.code,
                    key=opened.record.key if opened else "",
                    version=opened.version if opened else "",
                ),
            ),
            _merging(shown, opened, locale) if kind.code == VENUES and opened else None,
        ],
        className="card reference__editor",
    )


def _fields(shown: ReferenceView, locale: Locale) -> list[Component]:
    kind, opened = shown.options.kind, shown.opened
    cells = opened.cells if opened else {}
    found: list[Component] = []
    if opened is None and not kind.named_by and kind.code not in (VENUES, TARGETS, FACILITATORS):
        hint = text("It never changes. If you leave it empty, it is made from the English label.")
        found.append(_code(hint, locale))
    for field in kind.fields:
        if field.fixed and cells.get(field.code):
            continue
        if field.entry is FieldType.CODE:
            found.append(_code(OF_PERSON, locale, needed=True))
            continue
        controls = [
            _place(
                code,
                field.title_of(code),
                [_control(field, code, cells, shown, locale)],
                locale,
                needed=field.needed and not field.in_one,
            )
            for code in field.columns
        ]
        part: list[Component] = (
            [html.Div(controls, className="reference__pair")] if field.said else controls
        )
        found += [_of_named(part, opened)] if field.code in NAMING and kind.code == VENUES else part
        if field.code == "venue_type" and kind.code == VENUES:
            found.append(_by_code(opened, locale))
    return found


def _code(hint: Text, locale: Locale, *, needed: bool = False) -> Component:
    """The field of a new record's code, with a hint."""
    control = _input("code", "text", "", describedby="reference-code-hint")
    said = html.P(hint.say(locale), id="reference-code-hint", className="desk__hint")
    return _place("code", text("code"), [control, said], locale, needed=needed)


def _by_code(opened: StoredRecord | None, locale: Locale) -> Component:
    """What becomes of the name of a sensitive venue; shown by the script for such a type."""
    return html.P(
        BY_CODE.say(locale),
        className="desk__hint",
        hidden=opened is None or not opened.hides,
        **data(unnamed=""),
    )


def _of_named(part: list[Component], opened: StoredRecord | None) -> Component:
    """Fields that a sensitive venue does not have; the script hides them by the chosen type."""
    return html.Div(part, hidden=opened is not None and opened.hides, **data(named=""))


def _place(
    column: str, title: Text, body: list[Control], locale: Locale, *, needed: bool = False
) -> Component:
    said = capitalise(title.say(locale))
    return html.Div(
        [
            html.Label(said, htmlFor=_id(column)),
            *body,
            html.P(id=f"{_id(column)}-fault", className="desk__fault", hidden=True),
        ],
        className="desk__field",
        **data(column=column, title=said),
        **(data(needed="") if needed else {}),
    )


def _control(
    field: RecordField, code: str, cells: dict[str, str], shown: ReferenceView, locale: Locale
) -> Control:
    value = cells.get(code, "")
    match field.entry:
        case FieldType.FLAG:
            flags = {"yes": text("yes").say(locale), "no": text("no").say(locale)}
            return _select(code, flags, value or "no")
        case FieldType.CHOICE:
            terms = choices(field.of, shown.reading.vocabulary)
            sensitive = {
                kind.code for kind in shown.reading.vocabulary.venue_types if kind.sensitive
            }
            marks = dict.fromkeys(sensitive if field.of == "venue_types" else (), SENSITIVE)
            labels = {term.code: capitalise(term.label(locale)) for term in terms}
            first = text("choose") if field.needed else text("not stated")
            return _select(code, {"": first.say(locale), **labels}, value, marks)
        case FieldType.WORDS:
            return _area(code, value)
        case FieldType.DAY:
            return _input(code, "date", value)
        case FieldType.WHOLE:
            return _input(code, "text", value, inputmode="numeric")
        case _:
            return _input(
                code, "text", value, **({"maxlength": str(n)} if (n := field.longest) else {})
            )


def _id(column: str) -> str:
    return f"reference-{column}"


def _attributes(column: str, value: str, describedby: str = "") -> dict[str, Any]:
    described = " ".join(filter(None, [describedby, f"{_id(column)}-fault"]))
    found = {"id": _id(column), "name": column, "aria-describedby": described}
    if column[-3:] in ("_en", "_fr"):
        found["lang"] = column[-2:]
    return found | {"value": value}


def _input(column: str, kind: str, value: str, describedby: str = "", **more: Any) -> Control:  # noqa: ANN401
    given = _attributes(column, value, describedby)
    return native_input({**given, "type": kind, "className": "form-control", **more})


def _area(column: str, value: str) -> Control:
    given = _attributes(column, "")
    del given["value"]
    props = {**given, "rows": "3", "className": "form-control", "children": value}
    return {"type": "Textarea", "props": props}


def _select(
    column: str, options: dict[str, str], chosen: str, marks: Marks | None = None
) -> Control:
    given = _attributes(column, "")
    del given["value"]
    made = [_option(code, said, code == chosen, marks or {}) for code, said in options.items()]
    return {"type": "Select", "props": {**given, "className": "form-select", "children": made}}


def _option(code: str, said: str, is_chosen: bool, marks: Marks) -> Control:  # noqa: FBT001
    props = {"children": said, "value": code, "selected": is_chosen}
    return {"type": "Option", "props": {**props, **marks.get(code, {})}}


def _ways(shown: ReferenceView, locale: Locale) -> Component:
    """The button to save; and one to remove the record, or the reason why it must stay."""
    kind, opened = shown.options.kind, shown.opened
    out: Component | None = None
    if opened and kind.open and shown.used:
        out = html.P(
            text("It cannot be removed: {use}.", use=shown.used).say(locale),
            className="desk__hint",
        )
    elif opened and kind.open:
        words_ = text("Remove entry").say(locale)
        out = chip(words_, takeout="")
    save = text("Add") if opened is None else text("Save")
    return html.Div(
        [submit(save, locale), out],
        className="desk__ways",
    )


def _merging(shown: ReferenceView, opened: StoredRecord, locale: Locale) -> Component | None:
    """The form to merge a venue into another one of the same type."""
    cells = opened.record.cells()
    others = [
        one
        for one in shown.records
        if one.record.cells()["venue_type"] == cells["venue_type"] and one is not opened
    ]
    if not others:
        return None
    terms = shown.reading.vocabulary.venues
    options = {
        one.record.key: _option_label(one.record.key, terms[one.record.key].label(locale))
        for one in others
    }
    versions = {one.record.key: data(version=one.version) for one in others}
    choose = text("choose").say(locale)
    title = text("venue to keep")
    return html.Details(
        [
            html.Summary(text("Merge into another venue").say(locale)),
            html.Div(
                [
                    _place(
                        "into",
                        title,
                        [_select("into", {"": choose, **options}, "", versions)],
                        locale,
                        needed=True,
                    ),
                    chip(text("Merge").say(locale), merge=opened.record.key),
                ],
                className="desk__fold",
            ),
        ],
        className="desk__new",
    )


def _option_label(code: str, label: str) -> str:
    return code if label in ("", code) else f"{code} – {label}"
