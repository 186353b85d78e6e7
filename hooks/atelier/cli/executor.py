"""The option ``--executor``: where the work is done."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from gettext import NullTranslations

import typer

from atelier.i18n.translation import N_
from atelier.problems.problem import shown
from atelier.store.work import NoExecutorError, Reason, executor_of

MESSAGES = {
    Reason.UNKNOWN: N_("“%(executor)s” is no address such as dask://host:8786."),
    Reason.PACKAGE: N_("The package of Dask is not installed: pip install 'innovatieatelier[dask]'."),
    Reason.UNREACHABLE: N_("No scheduler with workers answers at %(executor)s."),
    Reason.OTHER_CODE: N_("The workers of %(executor)s have another version of atelier, or none."),
}


@contextmanager
def opened_executor(text: str, texts: NullTranslations) -> Iterator[Executor]:
    """The executor that the option names; raises typer.BadParameter if there is none."""
    with ExitStack() as stack:
        try:
            executor = stack.enter_context(executor_of(text))
        except NoExecutorError as error:
            message = texts.gettext(MESSAGES[error.reason]) % {"executor": shown(text)}
            raise typer.BadParameter(message, param_hint="--executor") from None
        yield executor
