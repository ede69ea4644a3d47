"""What the engine of speech is told of one visit."""

from pathlib import Path

from asr.transcript import Language
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out_job import Job
from desktop.vocabulary import expected_words


def listen(practice: Practice, job: Job, model: Path) -> Language:
    """Have its recording heard; gives the language it is heard in."""
    session = practice.session
    summary = session.library.summary(job.visit)
    language = job.language or summary.language
    practice.engines.listen(
        job.visit,
        session.recordings.place(job.visit),
        session.recordings.key(job.visit),
        language=language,
        model=model,
        roles=summary.intake.roles,
        vocabulary=expected_words(language),
        telephone=job.line.telephone,
        swapped=job.line.swapped,
    )
    return language
