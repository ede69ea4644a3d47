"""What is done when a library opens: end what a crash left, erase what is due, tell of damage."""

from PySide6.QtCore import QObject, QTimer

from desktop.erasure import erase_due
from desktop.ui.practice import Practice
from desktop.ui.working_out import WorkingOut
from desktop.ui.working_out_job import going_on
from desktop.visit import unfinished_visits

_AGAIN = 1_000  # milliseconds; a capture process that lost its app ends within three seconds


class Opening(QObject):
    """Ends what a crash left, and tells what was found; looks again while one still runs on."""

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._practice = practice
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self.look)
        damage = practice.session.audit_damage
        if damage is not None:
            said = practice.say(f"audit.{damage.damage}")
            practice.notice.emit(practice.say("audit.damaged", line=damage.line, damage=said), True)

    def look(self) -> None:
        """End every recording that nobody ended; what the policy has erased by now goes."""
        practice = self._practice
        practice.attempt(lambda: erase_due(practice.session.desk))
        ours = going_on(WorkingOut.of(practice).jobs.values())
        found = practice.attempt(
            lambda: unfinished_visits(practice.session, practice.settings.spoken, ours)
        )
        if found is None:
            return
        for recorded in found.ended:
            practice.visit_changed.emit(recorded.id)
        if found.ended:
            practice.notice.emit(practice.say("window.found", count=len(found.ended)), False)
        if found.running:
            self._again.start()
