"""What a catalogue of another lacks, in words for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from gettext import NullTranslations

from atelier.exchange.read import Reading
from atelier.problems.problem import shown

FEW = 3
"""How many faults of one kind in one field are each told in full."""


def as_text(where: str, reading: Reading, translations: NullTranslations) -> str:
    """Each fault with its place and what to do, of many alike the first few, and a count."""
    gettext = translations.gettext
    told = Counter[tuple[str, str]]()
    lines = []
    for fault in reading.faults:
        alike = fault.code, fault.place.rpartition(".")[2]
        told[alike] += 1
        if told[alike] > FEW:
            continue
        message, hint = fault.texts(translations)
        remark = gettext("remark: ") if fault.remark else ""
        lines.append(f"{shown(fault.place or where, 1000)}: {remark}{message}")
        lines += [f"    {hint}", ""] if hint else [""]
    for (_, key), count in told.items():
        if count > FEW:
            lines.append(gettext("%(key)s: and %(n)s more.") % {"n": count - FEW, "key": shown(key)})
    return "\n".join([*lines, _counted(reading, translations)]) + "\n"


def _counted(reading: Reading, translations: NullTranslations) -> str:
    """The last line: how many things are to be mended, or that all is well."""
    ngettext = translations.ngettext
    remarks = sum(fault.remark for fault in reading.faults)
    errors = len(reading.faults) - remarks
    if errors:
        text = ngettext("%(n)s thing to mend.", "%(n)s things to mend.", errors) % {"n": errors}
    else:
        count = len(reading.catalogue.initiatives) if reading.catalogue else 0
        text = ngettext(
            "%(n)s initiative, as the standard says.", "%(n)s initiatives, as the standard says.", count
        ) % {"n": count}
    if remarks:
        remark = ngettext("%(n)s remark, which stops nothing.", "%(n)s remarks, which stop nothing.", remarks)
        text += " " + remark % {"n": remarks}
    return text


def as_json(where: str, reading: Reading, translations: NullTranslations) -> str:
    """The same for programs; keys may be added."""
    faults = []
    for fault in reading.faults:
        message, hint = fault.texts(translations)
        severity = "remark" if fault.remark else "error"
        faults.append(
            {
                "place": fault.place,
                "code": fault.code,
                "severity": severity,
                "message": message,
                "hint": hint,
            }
        )
    whole = {
        "address": where,
        "conforms": reading.conforms,
        "initiatives": len(reading.catalogue.initiatives) if reading.catalogue else None,
        "faults": faults,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
