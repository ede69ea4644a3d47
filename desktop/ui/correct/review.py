"""Review: what was said on the left, the note on the right, and what is left to look at below."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from desktop.consultation import Approved, ConsultationId, Draft
from desktop.desk import refused
from desktop.editing import Editing
from desktop.errors import NotDrafted
from desktop.reading import view
from desktop.redraft import compare, last_drafted, taken
from desktop.said import SaidCorrection
from desktop.store.entries import Summary, left_to_see
from desktop.ui.conversation.player import Player
from desktop.ui.conversation.view import TranscriptView
from desktop.ui.correct.halves import halves
from desktop.ui.correct.left_bar import LeftBar
from desktop.ui.correct.review_keys import listen_to_keys
from desktop.ui.correct.setting_right import SettingRight
from desktop.ui.correct.versions import show_versions
from desktop.ui.export.screen import copy_line
from desktop.ui.look.pieces import column
from desktop.ui.note.check import NoteCheck
from desktop.ui.note.pane import NotePane
from desktop.ui.practice import Practice
from desktop.ui.stage import StageScreen
from desktop.unsaved import Unsaved, unsaved_of
from summarize.note import Note
from summarize.template import find_template


class ReviewScreen(StageScreen):
    """Both halves of one visit, joined: what lights, plays and is kept."""

    step = "review"

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self.editing: Editing | None = None
        self.player = Player(practice)
        self.conversation = TranscriptView(practice, self.player)
        self.pane = NotePane(practice)
        self.editor = self.pane.editor
        self.bar = LeftBar(practice)
        self.check = NoteCheck(practice, self)
        self._new: Note | None = None
        self._summary: Summary | None = None
        self._right = SettingRight(practice)
        self._told_of_copies = False
        whole = column(halves(self.conversation, self.pane), self.bar, space=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._join()
        self._listen_to_keys()

    def show_visit(self, visit: ConsultationId) -> None:
        """Show what was said and the note of this visit."""
        self._let_go()
        found = self.practice.attempt(partial(self._load, visit)) if visit else None
        if found is None:
            return
        self.editing = editing = Editing(self.practice.session, found)
        read_only = editing.approved is not None
        self.conversation.show_transcript(editing.transcript, read_only=read_only)
        self.player.show_recording(visit)
        self.editor.open(editing, read_only=read_only)
        self.pane.show_banner("review.approved_banner" if read_only else "", reopen=read_only)
        self.check.begin(editing)
        self._show()
        self.editor.take_focus()

    @property
    def unsaved(self) -> Unsaved | None:
        """What of both sides is not on the disk."""
        editing, summary = self.editing, self._summary
        if editing is None or summary is None:
            return None
        said = self._right.waiting is not None
        return unsaved_of(editing, summary.intake.patient, summary.changed, also_said=said)

    def keep(self) -> bool:
        """Keep what was typed, on both sides."""
        self.conversation.keep_typed()
        self.editor.take_emptied_away()
        if not self._keep():
            return False
        if self._right.waiting is not None:
            self._set_right(self._right.waiting)
        return self._right.waiting is None

    def leave(self) -> bool:
        """Keep what was typed; where that fails, stay."""
        if not self.keep():
            return False
        self._let_go()
        return True

    # --- what is kept

    def _load(self, visit: ConsultationId) -> Draft | Approved:
        found = view(self.practice.session, visit)
        if not isinstance(found, Draft | Approved):
            raise refused(self.practice.session.desk, NotDrafted(), visit)
        return found

    def _keep(self) -> bool:
        """Save what was changed; whether all of it is kept."""
        editing = self.editing
        if editing is None or not editing.unsaved:
            return True
        before = editing.kept
        if self.practice.attempt(editing.keep) is None:
            self.pane.show_unsaved(editing)
            return False
        self._show()
        if isinstance(before, Approved):
            self.pane.show_banner("")
            self.practice.notice.emit(self.practice.say("review.revoked"), False)
        if before.stage != "draft" or left_to_see(before) != left_to_see(editing.kept):
            self.practice.visit_changed.emit(editing.kept.id)
        return True

    def _pause(self) -> None:
        """Typing paused, or something was done: keep it, then have it checked."""
        if self._keep():
            self.check.ask()

    def _let_go(self) -> None:
        self.check.end()
        self.player.close_recording()
        self.editor.close_note()
        self.pane.show_note()
        self.editing = self._new = self._summary = self._right.waiting = None
        self._told_of_copies = False

    # --- what is shown

    def _show(self) -> None:
        if self.editing is not None:
            self.pane.show_menu(self.editing)
            self._summary = self.practice.session.library.summary(self.editing.kept.id)
            self.pane.show_state(self.editing, self._summary.changed)
            self.bar.show_left(self.editing)

    def _changed(self) -> None:
        if self.editing is not None:
            self.bar.show_left(self.editing)

    def _go_to_line(self, key: str) -> None:
        """Go to a statement, or to the omission of that key."""
        if self.editing is not None:
            self.editor.walk.show_key(key)

    # --- what is done

    def _reopen(self) -> None:
        """Let an approved note be corrected; only a change undoes the approval."""
        if self.editing is not None:
            self.editor.open(self.editing, read_only=False)
            self.conversation.show_transcript(self.editing.transcript)
            self.pane.show_banner("review.reopened_banner")
            self.editor.take_focus()

    def _set_right(self, correction: SaidCorrection) -> None:
        """Set right what was heard, and have the note compared with it anew."""
        editing = self.editing
        if editing is None:
            return
        was_approved = editing.approved is not None
        self._right.waiting = correction
        draft = self._right.keep(editing.kept, correction) if self._keep() else None
        if draft is None:
            return
        if self.pane.shows_rewritten:
            self._rewritten()  # a new draft, there or on its way, is of the words before
        editing.hear_anew(draft)
        self.conversation.show_transcript(draft.transcript)
        self.editor.hear_anew()
        self.pane.show_banner("review.stale_banner")
        if was_approved:
            self.practice.notice.emit(self.practice.say("review.revoked"), False)
        self.check.begin(editing)
        self._show()
        self.practice.visit_changed.emit(draft.id)

    def _onwards(self) -> None:
        step = "export" if self.editing and self.editing.approved else "approve"
        self.practice.step_chosen.emit(step)

    def _copy(self) -> None:
        """Copy the section the cursor is in; only of an approved note, else it says why not."""
        line = self.editor.current()
        if self.editing is not None and line is not None and self._keep():
            card = self.editor.card_of(line)
            copy_line(self.practice, self.editing.kept.id, card.template.key, card.report)

    def _say_where_copies_go(self) -> None:
        """Once for each visit: what is copied in the text goes to other lines only."""
        if not self._told_of_copies:
            self._told_of_copies = True
            self.practice.notice.emit(self.practice.say("review.copied_inside"), False)

    def _versions(self) -> None:
        if self.editing is not None and self._keep():
            dialog = show_versions(self.practice, self.editing.kept.id, self)
            dialog.restored.connect(self.show_visit)

    def _other_pane(self) -> None:
        if self.conversation.isAncestorOf(self.focusWidget() or self):
            self.editor.take_focus()
        else:
            self.conversation.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- a note written anew

    def _rewrite(self, *, quoting: bool = False) -> None:
        if self.editing is not None and self._keep():
            self.pane.rewritten.show_busy()
            self.pane.show_note(rewritten=True)
            self.check.write(quoting=quoting)

    def _walk_back(self, step: Callable[[], None]) -> None:
        """Undo or redo; not behind a new draft, whose changes are numbered by the note there is."""
        if not self.pane.shows_rewritten:
            step()

    def _written(self, new: Note) -> None:
        if self.editing is None:
            return
        drafted = last_drafted(self.practice.session.library, self.editing.kept.id)
        changes = compare(self.editing.note, new, drafted)
        if not changes:
            self._rewritten()
            self.practice.notice.emit(self.practice.say("review.rewrite.same"), False)
            return
        self._new = new
        self.pane.rewritten.show_changes(changes, find_template(new.template, new.language))

    def _take(self, chosen: frozenset[int]) -> None:
        if self.editing is not None and self._new is not None:
            self.editing.rewrite(taken(self.editing.note, self._new, chosen), self._new)
            self._rewritten()
            self.editor.refresh()
            self.editor.tell(at_once=True)

    def _rewritten(self) -> None:
        self.check.stop_writing()
        self._new = None
        self.pane.show_note()
        self.editor.take_focus()

    def _not_written(self, code: str, by_model: bool) -> None:
        if by_model:
            self.pane.rewritten.show_failed(self.practice.say(code))
            return
        self._rewritten()
        self.practice.notice.emit(self.practice.say("review.rewrite.failed"), True)

    # --- how it is put together

    def _join(self) -> None:
        self.conversation.pointed.connect(self.editor.light)
        self.conversation.corrected.connect(self._set_right)
        self.editor.pointed.connect(self.conversation.light)
        self.editor.play_asked.connect(self.player.play)
        self.editor.changed.connect(self._changed)
        self.editor.paused.connect(self._pause)
        self.editor.copied.connect(self._say_where_copies_go)
        self.check.found.connect(self.editor.refresh)
        self.check.found.connect(self._changed)
        self.check.written.connect(self._written)
        self.check.failed.connect(self._not_written)
        self.check.progressed.connect(self.pane.rewritten.show_share)
        self.bar.chosen.connect(self.editor.walk.show_left)
        self.bar.onwards.connect(self._onwards)
        self.pane.reopened.connect(self._reopen)
        self.pane.versions_asked.connect(self._versions)
        self.pane.rewrite_asked.connect(self._rewrite)
        self.pane.rewriting.connect(self.bar.wait)
        self.pane.rewritten.stopped.connect(self._rewritten)
        self.pane.rewritten.quoted.connect(partial(self._rewrite, quoting=True))
        self.pane.rewritten.taken.connect(self._take)
        self.practice.line_chosen.connect(self._go_to_line)

    def _listen_to_keys(self) -> None:
        walk, editor = self.editor.walk, self.editor
        done: dict[str, Callable[[], object]] = {
            "next_finding": partial(walk.go_to_left, 1),
            "previous_finding": partial(walk.go_to_left, -1),
            "pane": self._other_pane,
            "next_step": self.bar.next.click,
            "copy_line": self._copy,
            "undo": partial(self._walk_back, editor.undo),
            "redo": partial(self._walk_back, editor.redo),
        }
        listen_to_keys(self, done, walk.go_to_section)
