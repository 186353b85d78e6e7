"""What a browser posts: JSON of a known shape, turned into a submission."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from atelier.contribute.submission import Submission
from atelier.model.addresses import EMAIL
from atelier.receive.limits import FILES, PICTURE_LIMIT, TEXT_LIMIT, TooMuchError

Path = Annotated[str, Field(max_length=200)]


class NoPostError(Exception):
    """What came is no post of the form."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class TextFile(_Data):
    """A file of a record."""

    path: Path
    text: str


class PictureFile(_Data):
    """A picture beside it, in base64."""

    path: Path
    data: Base64Bytes


class Post(_Data):
    """What a browser posts.

    Attributes:
        key: made by the browser at random for what it sends, and the same when it tries again.
        files: those of records.
        pictures: those beside them.
        changes: whether files are changed that are on the site.
        mail: an e-mail address for the private link and for reminders; empty for none.

    """

    key: Annotated[str, Field(pattern="^[0-9a-f]{32,64}$")]
    files: Annotated[tuple[TextFile, ...], Field(min_length=1, max_length=FILES)]
    pictures: Annotated[tuple[PictureFile, ...], Field(max_length=FILES)] = ()
    changes: bool = False
    mail: Annotated[str, Field(max_length=254)] = ""

    @property
    def id(self) -> str:
        """The name of what is sent: the same for the same key, by which nobody can find the key."""
        return hashlib.sha256(f"atelier {self.key}".encode()).hexdigest()[:20]

    @property
    def submission(self) -> Submission:
        """What is to be checked."""
        return Submission(
            {file.path: file.text for file in self.files},
            {picture.path: picture.data for picture in self.pictures},
            self.changes,
        )


def read_post(body: bytes) -> Post:
    """The post in a body. Raises NoPostError, and TooMuchError for too much text or too many pictures."""
    try:
        post = Post.model_validate_json(body)
    except ValidationError as error:
        raise NoPostError from error
    if post.mail and not EMAIL.fullmatch(post.mail):
        raise NoPostError
    paths = [*(file.path for file in post.files), *(picture.path for picture in post.pictures)]
    if len(set(paths)) < len(paths):
        raise NoPostError
    if len(paths) > FILES:
        raise TooMuchError
    if sum(len(file.text.encode("utf-8", "replace")) for file in post.files) > TEXT_LIMIT:
        raise TooMuchError
    if sum(len(picture.data) for picture in post.pictures) > PICTURE_LIMIT:
        raise TooMuchError
    return post
