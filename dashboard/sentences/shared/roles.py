"""What the roles are called."""

from dashboard.domain.shared.roles import Role
from dashboard.i18n import Text, text


def name(role: Role) -> Text:
    """The role of one person."""
    return {
        Role.COMMITTEE: text("committee member"),
        Role.COORDINATOR: text("coordinator"),
        Role.ADMIN: text("administrator"),
    }[role]
