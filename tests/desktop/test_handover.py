"""An approved note on its way out, what is written down of it, and that nothing else gets out."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.consultation import Approved, Draft
from desktop.correction import Reworded
from desktop.errors import FormNotAllowed, NotApproved, SectionUnknown, WouldOverwrite
from desktop.export.page import AI_KEYWORD, AI_MARK
from desktop.handover import Handover, hand_over, let_go, let_go_now, sources, still_approved
from desktop.policy import ExportRules, RetentionRules
from desktop.session import Session
from desktop.visit import begin_visit
from desktop.workflow import approve, correct, keep_drafted, keep_transcribed, reopen
from summarize.note import StatementId
from tests.desktop.visits import intake, session
from tests.fakes import draft

__all__ = ["session"]


def drafted(session: Session) -> Draft:
    visit = begin_visit(session, intake(), "nl")
    said = keep_transcribed(session.desk, visit, draft().transcript)
    return keep_drafted(session.desk, said, draft().note)


def approved(session: Session) -> Approved:
    return approve(session.desk, drafted(session), "A. Voorbeeld")


def ruled(session: Session, **rules: object) -> Session:
    """The same session under a policy with other rules."""
    policy = session.desk.policy.model_copy(update=rules)
    return replace(session, desk=replace(session.desk, policy=policy))


def told(session: Session, *acts: str) -> list[tuple[str, str]]:
    return [(r.act, r.detail) for r in session.desk.audit.records() if r.act in acts]


def test_only_an_approved_note_is_handed_over(session: Session) -> None:
    unapproved = drafted(session)
    for consultation in (unapproved, session.library.load(unapproved.id)):
        with pytest.raises(NotApproved):
            hand_over(session, consultation)
    assert told(session, "REFUSED") == [("REFUSED", "desktop.not_approved")] * 2
    assert told(session, "COPY", "PRINT", "EXPORT") == []
    done = approve(session.desk, unapproved, "A. Voorbeeld")
    assert hand_over(session, done).copy_all()


def test_a_note_that_was_corrected_since_no_longer_leaves(session: Session, tmp_path: Path) -> None:
    """What is kept decides, not the value that a screen still holds."""
    out = hand_over(session, approved(session))
    part = out.part("S")
    assert out.copy(part)  # control
    correct(session.desk, out.approved, Reworded(StatementId("S1"), "Hoest 3 wk."))
    with pytest.raises(NotApproved):
        out.copy(part)
    with pytest.raises(NotApproved):
        out.copy_all()
    with pytest.raises(NotApproved):
        out.to_print()
    with pytest.raises(NotApproved):
        out.save("txt", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert told(session, "COPY", "PRINT", "EXPORT") == [("COPY", "S")]


def test_a_note_approved_anew_is_handed_over_anew(session: Session) -> None:
    first = approved(session)
    second = approve(session.desk, reopen(session.desk, first), "B. Voorbeeld")
    with pytest.raises(NotApproved):
        still_approved(session, first)
    still_approved(session, second)


def test_a_part_is_the_lines_of_a_section_and_the_mark(session: Session) -> None:
    out = hand_over(session, approved(session))
    part = out.part("S")
    lines, mark = part.text.split("\r\n")
    assert lines == part.shown == "Hoest 2 wk."
    assert mark.startswith(f"{AI_MARK} ")
    assert "A. Voorbeeld" in mark
    assert part.characters == len("Hoest 2 wk.") + 2 + len(mark)
    assert [one.label for one in out.parts] == ["S", "O", "E", "P"]
    assert out.part("O").text == ""
    with pytest.raises(SectionUnknown):
        out.part("X")


def test_only_the_policy_takes_the_mark_away(session: Session, tmp_path: Path) -> None:
    kept = approved(session)
    plain = hand_over(ruled(session, export=ExportRules(ai_mark=False)), kept)
    marked = hand_over(session, kept)
    assert plain.part("S").text == "Hoest 2 wk."
    for text in (plain.copy_all(), plain.to_print().mark):
        assert AI_MARK not in text
    for text in (marked.copy_all(), marked.to_print().mark):
        assert AI_MARK in text
    for form in ("txt", "json"):
        assert AI_MARK.encode() not in plain.save(form, tmp_path / "plain").read_bytes()
        assert AI_MARK.encode() in marked.save(form, tmp_path / "marked").read_bytes()
    with zipfile.ZipFile(plain.save("docx", tmp_path / "plain")) as parts:
        shown, about = parts.read("word/footer1.xml"), parts.read("docProps/core.xml")
    assert AI_MARK.encode() not in shown + about
    assert AI_KEYWORD.encode() in about
    kept_mark = plain.save("json", tmp_path / "again").read_text(encoding="utf-8")
    assert '"ai_assisted": true' in kept_mark  # for programs it always says so


def test_each_way_out_is_written_down_with_what_left(session: Session, tmp_path: Path) -> None:
    out = hand_over(session, approved(session))
    out.copy(out.part("S"))
    out.copy_all()
    out.to_print()
    out.save("txt", tmp_path)
    assert told(session, "COPY", "PRINT", "EXPORT") == [
        ("COPY", "S"),
        ("COPY", "all"),
        ("PRINT", ""),
        ("EXPORT", "txt"),
    ]
    sealed = out.approved.approval.text_sha256
    written = [r for r in session.desk.audit.records() if r.act in ("COPY", "PRINT", "EXPORT")]
    assert {record.note_sha256 for record in written} == {sealed}


@pytest.mark.parametrize("way", ["all", "print", "save", "parts"])
def test_the_worklist_knows_that_it_went_out(session: Session, tmp_path: Path, way: str) -> None:
    out = hand_over(session, approved(session))
    visit = out.approved.id
    assert session.library.summary(visit).exported is None
    if way == "all":
        out.copy_all()
    elif way == "print":
        out.to_print()
    elif way == "save":
        out.save("txt", tmp_path)
    else:
        out.copy(out.part("S"))  # the only part with a line
    assert session.library.summary(visit).exported is not None


def test_one_line_of_several_is_not_the_whole_note(session: Session) -> None:
    visit = drafted(session)
    note = draft().note
    first, *others = note.reports[0].sections
    planned = first.model_copy(update={"key": "P"})
    report = note.reports[0].model_copy(update={"sections": (first, *others[:-1], planned)})
    both = visit.model_copy(update={"note": note.model_copy(update={"reports": (report,)})})
    out = hand_over(session, approve(session.desk, both, "A. Voorbeeld"))
    out.copy(out.part("S"))
    assert session.library.summary(visit.id).exported is None
    out.copy(out.part("P"))
    assert session.library.summary(visit.id).exported is not None


def test_a_form_that_the_policy_does_not_allow_is_not_saved(
    session: Session, tmp_path: Path
) -> None:
    narrow = ruled(session, export=ExportRules(forms=("txt",)))
    out = hand_over(narrow, approved(session))
    assert out.forms == ("txt",)
    with pytest.raises(FormNotAllowed):
        out.save("docx", tmp_path)
    assert session.library.summary(out.approved.id).exported is None
    assert out.save("txt", tmp_path).exists()


def test_at_approval_sound_and_words_go_at_once(session: Session) -> None:
    kept = approved(session)
    assert sources(session, kept.id).state == "now"
    assert let_go(session, kept.id).state == "gone"
    after = session.library.load(kept.id)
    assert isinstance(after, Approved)
    assert after.transcript.erased
    assert Handover(session, after).copy_all()  # the note itself stays


def test_later_they_stay_until_their_day_or_until_asked(session: Session) -> None:
    later = ruled(session, retention=RetentionRules(days=7))
    kept = approved(later)
    left = let_go(later, kept.id)
    assert (left.state, left.days) == ("later", 7)
    assert left.at == kept.approval.at + timedelta(days=7)
    assert let_go_now(later, kept).state == "gone"
    assert told(session, "DELETE_AUDIO") == [("DELETE_AUDIO", "by-hand+key-destroyed")]


def test_of_a_note_that_is_not_approved_nothing_goes(session: Session) -> None:
    kept = approved(ruled(session, retention=RetentionRules(days=7)))
    reopen(session.desk, kept)
    with pytest.raises(NotApproved):
        let_go_now(session, kept)
    with pytest.raises(NotApproved):
        let_go(session, kept.id)
    found = session.library.load(kept.id)
    assert isinstance(found, Draft)
    assert not found.transcript.erased


def test_what_a_failed_step_holds_on_to_is_said(session: Session, tmp_path: Path) -> None:
    kept = approved(session)
    out = hand_over(session, kept)
    out.save("txt", tmp_path)
    with pytest.raises(WouldOverwrite):
        out.save("txt", tmp_path)
    assert let_go(session, kept.id).state == "held"
    out.save("json", tmp_path)
    assert let_go(session, kept.id).state == "gone"
