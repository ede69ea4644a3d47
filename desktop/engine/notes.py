"""Draft notes, and check them while they are edited, against the conversation last read."""

from desktop.consultation import ConsultationId
from desktop.engine.messages import Check, Checked, Drafted, Prepare, Read, Write
from desktop.errors import ConsultationUnknown
from desktop.sample import sample_talk
from summarize.conversation import Conversation, read
from summarize.summarize import find_writer, recheck, summarize
from summarize.template import find_template, templates


def prepare(order: Prepare) -> None:
    """Draft the note of the bundled sample: every list of words is read on the way."""
    talk = sample_talk(order.language, order.language)
    template = next(one for one in templates() if one.language == order.language)
    summarize(talk, template, find_writer("extract"))


class Notes:
    """Remembers one conversation: reading it takes a hundred times as long as a check."""

    def __init__(self) -> None:
        self._read: tuple[ConsultationId, Conversation] | None = None

    def write(self, order: Write) -> Drafted:
        """The first draft."""
        template = find_template(order.template, order.language)
        note = summarize(order.transcript, template, find_writer(order.writer))
        return Drafted(consultation=order.consultation, note=note)

    def take_up(self, order: Read) -> None:
        """Read a conversation."""
        self._read = order.consultation, read(order.transcript)

    def check(self, order: Check) -> Checked:
        """The note with its findings anew."""
        if self._read is None or self._read[0] != order.consultation:
            raise ConsultationUnknown
        note = recheck(order.note, self._read[1], order.before)
        return Checked(consultation=order.consultation, serial=order.serial, note=note)
