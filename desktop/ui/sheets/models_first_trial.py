"""The speech model that is in use is tried out by itself, where that was not done here.

At the first start there is no library yet, and nothing that could try it out; and a library may
come from another machine.
"""

from desktop.models import look_at
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import speech_pace
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_trials import Trials
from desktop.ui.work.beside import beside


def try_in_use(practice: Practice) -> None:
    """Have it tried out when there is time; what is wrong with it is told where it is used."""
    name = practice.settings.speech_model
    if name:
        trials = Trials.of(practice)

        def begin(untried: ListeningModel | None) -> None:
            if untried is not None:
                trials.begin(untried)

        beside(trials, lambda: _untried(name), begin, lambda _: None)


def _untried(name: str) -> ListeningModel | None:
    model = ListeningModel.of(look_at(name, "speech"))
    return model if speech_pace(model.sha256) is None else None
