"""Membership: statuses, administrators' rights, restricted members' permissions."""

from dataclasses import dataclass, field

from simulator.shapes import Json
from simulator.world.users import User

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
RIGHTS_EVERYWHERE = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
"""Administrators' rights in groups and channels alike."""

ADMIN_RIGHTS = (*RIGHTS_EVERYWHERE, "can_pin_messages", "can_manage_topics")
"""Administrators' rights in a supergroup."""

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(eq=False, slots=True)
class Member:
    """One account's standing in a group."""

    user: User
    status: str = "member"
    rights: dict[str, bool] = field(default_factory=dict)
    is_anonymous: bool = False
    custom_title: str = ""
    until_date: int = 0

    @property
    def present(self) -> bool:
        """Whether the account is in the chat now."""
        return self.status in PRESENT and self.rights.get("is_member", True)

    @property
    def administers(self) -> bool:
        """Whether the account is an administrator or the owner."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether an owner, administrator or restricted member holds a right by name."""
        if self.status == "creator":
            return True
        if self.status == "administrator":
            return self.rights.get(right, right.startswith("can_send"))
        if self.status == "restricted":
            return self.rights.get(right, False)
        return False

    def shape(self) -> Json:
        """Show the standing as a ChatMember object."""
        shown: Json = {"user": self.user.shape(), "status": self.status}
        shown.update(_PARTS.get(self.status, _nothing)(self))
        if self.custom_title and self.administers:
            shown["custom_title"] = self.custom_title
        return shown


def _nothing(_member: Member) -> Json:
    return {}


def _owner(member: Member) -> Json:
    return {"is_anonymous": member.is_anonymous}


def _administrator(member: Member) -> Json:
    rights = {right: member.rights.get(right, False) for right in ADMIN_RIGHTS}
    return {"can_be_edited": False, "is_anonymous": member.is_anonymous, **rights}


def _restricted(member: Member) -> Json:
    permissions = {name: member.rights.get(name, False) for name in PERMISSIONS}
    present = member.rights.get("is_member", True)
    return {"is_member": present, "until_date": member.until_date, **permissions}


def _banned(member: Member) -> Json:
    return {"until_date": member.until_date}


_PARTS = {
    "creator": _owner,
    "administrator": _administrator,
    "restricted": _restricted,
    "kicked": _banned,
}
