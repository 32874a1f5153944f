"""What ``/api/v1/annotations`` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from dashboard.web.shared.fields import Day, answer_model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.domain.shared.vocabulary import Annotation


class AnnotationAnswer(TypedDict):
    """What happened, in a few words."""

    code: str
    day: Day
    last_day: Day | None
    """Null when it was that one day."""
    label_en: str
    label_fr: str


@answer_model
class AnnotationsAnswer(TypedDict):
    """All of them, in the order of their days."""

    annotations: list[AnnotationAnswer]


def annotations_payload(known: Iterable[Annotation]) -> AnnotationsAnswer:
    """As the API writes them."""
    return {"annotations": [_annotation(one) for one in known]}


def _annotation(one: Annotation) -> AnnotationAnswer:
    return {
        "code": one.code,
        "day": one.day.isoformat(),
        "last_day": one.last_day.isoformat() if one.last_day else None,
        "label_en": one.label_en,
        "label_fr": one.label_fr,
    }
