"""The rules of the house, read from the source itself; each rule is shown to catch a breach."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("asr", "summarize", "desktop")

# What a package may know of the house; deeper names are narrower doors.
MAY_IMPORT = {
    "asr": ("asr",),
    "summarize": ("summarize", "asr.transcript", "asr.value"),
    "desktop": ("desktop", "summarize", "asr"),
}
# Inside desktop: what lies lower knows nothing of what lies higher.
DESKTOP_LEVELS = (
    (
        "desktop.clock",
        "desktop.errors",
        "desktop.outside",
        "desktop.paths",
        "desktop.policy_file",
        "desktop.sample",
        "desktop.unseen",
        "desktop.vocabulary",
    ),
    ("desktop.consultation", "desktop.correction", "desktop.policy", "desktop.words"),
    ("desktop.intake", "desktop.settings"),
    ("desktop.store", "desktop.export", "desktop.models"),
    ("desktop.desk", "desktop.capture", "desktop.engine", "desktop.playback", "desktop.trail"),
    ("desktop.rules", "desktop.approval", "desktop.writers"),
    ("desktop.workflow",),
    ("desktop.access", "desktop.erasure", "desktop.said", "desktop.session"),
    (
        "desktop.app",
        "desktop.backup",
        "desktop.bench",
        "desktop.checking",
        "desktop.entrance",
        "desktop.editing",
        "desktop.handover",
        "desktop.left_over",
        "desktop.reading",
        "desktop.unsaved",
        "desktop.visit",
    ),
    ("desktop.recording",),
    ("desktop.ui.look", "desktop.ui.say", "desktop.ui.keys"),
    ("desktop.ui.work", "desktop.ui.practice", "desktop.ui.stage", "desktop.ui.left_told"),
    (
        "desktop.ui.approve",
        "desktop.ui.conversation",
        "desktop.ui.correct",
        "desktop.ui.export",
        "desktop.ui.first_start",
        "desktop.ui.lock",
        "desktop.ui.note",
        "desktop.ui.record",
        "desktop.ui.sheets",
        "desktop.ui.transcribe",
        "desktop.ui.worklist",
    ),
    ("desktop.ui.window",),
    ("desktop.commands", "desktop.ui", "desktop.self_test"),
    ("desktop.__main__",),
)
# Each heavy library has one home.
HOMES = {
    "av": ("asr/decode.py", "asr/containers.py", "asr/resampling.py"),
    "faster_whisper": ("asr/transcribe.py", "asr/speech.py"),
    "onnxruntime": ("asr/speech.py", "asr/voice_model.py"),
    "numpy": (
        "asr/",
        "desktop/store/recording.py",
        "desktop/store/sealed_recording.py",
        "desktop/bench/joined.py",
        "desktop/bench/noises.py",
        "desktop/bench/voices.py",
    ),
    "docx": ("desktop/export/docx.py",),
    "text2num": ("summarize/numbers.py",),
    "text_to_num": ("summarize/numbers.py",),
    "rapidfuzz": ("asr/", "summarize/drugs.py", "desktop/bench/"),
    "huggingface_hub": ("desktop/models/hub.py",),
    "httpx2": ("desktop/models/hub.py", "desktop/models/hub_client.py"),
    "typer": ("desktop/commands/",),
    "click": ("desktop/commands/",),
    "rich": ("desktop/commands/",),
    "PySide6": ("desktop/ui/",),
    "sounddevice": ("asr/microphone.py", "asr/loudspeaker.py"),
    "transformers": ("summarize/chat.py", "summarize/reference.py"),
    "xllamacpp": ("summarize/llama.py",),
    "torch": ("summarize/reference.py",),
    "llguidance": ("summarize/reference.py",),
    "cryptography": ("desktop/store/sealing.py",),
    "argon2": ("desktop/store/vault.py",),
    "keyring": ("desktop/store/keychain.py",),
    "secretstorage": ("desktop/store/keychain.py",),
    "jeepney": ("desktop/store/keychain.py",),
    "sqlcipher3": ("desktop/store/database.py",),
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "manager", "base", "misc"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
BLANKET_EXCEPT = ("desktop/commands/app.py", "asr/decode.py")  # the two outermost frames
# Libraries that load or run what they are given: nowhere but in their home, if they have one.
DANGEROUS = {"pickle", "marshal", "shelve", "torch", "jinja2", "requests", "urllib.request"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every product file, as its place below the root and its tree."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module and imported name, joined: `from desktop import ui` is `desktop.ui`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, doors: tuple[str, ...]) -> bool:
    return any(name == door or name.startswith(f"{door}.") for door in doors)


def layer_breaches(place: str, tree: ast.Module) -> list[str]:
    doors = MAY_IMPORT[place.split("/")[0]]
    ours = [name for name in imports(tree) if within(name, PACKAGES)]
    return [f"{place} imports {name}" for name in ours if not within(name, doors)]


def level(name: str) -> int | None:
    return next((n for n, doors in enumerate(DESKTOP_LEVELS) if within(name, doors)), None)


def level_breaches(place: str, tree: ast.Module) -> list[str]:
    own = level(place.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    if own is None:
        return []
    named = [(name, level(name)) for name in imports(tree)]
    return [f"{place} imports {name}" for name, other in named if other is not None and other > own]


def home_breaches(place: str, tree: ast.Module) -> list[str]:
    heavy = [(name, name.split(".")[0]) for name in imports(tree)]
    return [
        f"{place} imports {name}"
        for name, library in heavy
        if library in HOMES and not place.startswith(HOMES[library])
    ]


def size_breaches(place: str, tree: ast.Module, lines: int) -> list[str]:
    found = [f"{place} has {lines} lines"] if lines > LONGEST_FILE else []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{place}: {node.name} has {length} lines")
    return found


def blanket_excepts(place: str, tree: ast.Module) -> list[str]:
    names = {"Exception", "BaseException"}
    return [
        f"{place}:{node.lineno} catches everything"
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in names))
        and place not in BLANKET_EXCEPT
    ]


def dangers(place: str, tree: ast.Module) -> list[str]:
    calls = [
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    found = [
        f"{place} imports {name}"
        for name in imports(tree)
        if within(name, tuple(DANGEROUS))
        and not place.startswith(HOMES.get(name.split(".")[0], ()))
    ]
    return found + [f"{place} calls {name}" for name in calls if name in ("eval", "exec")]


def test_layers_point_one_way() -> None:
    assert [b for place, tree in sources() for b in layer_breaches(place, tree)] == []


def test_inside_desktop_knowledge_points_one_way_too() -> None:
    assert [b for place, tree in sources() for b in level_breaches(place, tree)] == []


def test_every_heavy_library_has_one_home() -> None:
    assert [b for place, tree in sources() for b in home_breaches(place, tree)] == []


def test_files_and_functions_stay_readable() -> None:
    found = []
    for place, tree in sources():
        lines = len((ROOT / place).read_text(encoding="utf-8").splitlines())
        found += size_breaches(place, tree, lines)
    assert found == []


def test_nothing_is_named_for_nothing() -> None:
    assert [p for p, _ in sources() if Path(p).stem.strip("_") in FORBIDDEN_NAMES] == []


def test_only_the_outermost_frames_catch_everything() -> None:
    assert [b for place, tree in sources() for b in blanket_excepts(place, tree)] == []


def test_nothing_loads_or_runs_what_it_is_given() -> None:
    assert [b for place, tree in sources() for b in dangers(place, tree)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [p for p, tree in sources() if not ast.get_docstring(tree) and tree.body]
    assert silent == []


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("asr/x.py", "from summarize.note import Note"),
        ("asr/x.py", "import desktop"),
        ("summarize/x.py", "from asr.transcribe import SpeechModel"),
        ("summarize/x.py", "from desktop import words"),
    ],
)
def test_control_a_planted_arrow_against_the_layers_is_caught(place: str, code: str) -> None:
    assert layer_breaches(place, ast.parse(code))


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("desktop/consultation.py", "from desktop.workflow import approve"),
        ("desktop/store/x.py", "from desktop import app"),
        ("desktop/workflow.py", "from desktop.commands.road import road"),
        ("desktop/ui/look/x.py", "from desktop.ui.record import screen"),
        ("desktop/ui/record/x.py", "from desktop.ui.window.window import Window"),
    ],
)
def test_control_a_planted_arrow_upwards_is_caught(place: str, code: str) -> None:
    assert level_breaches(place, ast.parse(code))


@pytest.mark.parametrize("library", sorted(HOMES))
def test_control_a_library_away_from_home_is_caught(library: str) -> None:
    tree = ast.parse(f"from {library} import something")
    assert home_breaches("desktop/app.py", tree)
    assert not home_breaches(f"{HOMES[library][0]}x.py".replace(".pyx.py", ".py"), tree)


def test_control_sizes_excepts_and_dangers_are_caught() -> None:
    long_function = "def f():\n" + "    x = 1\n" * 40
    assert size_breaches("asr/x.py", ast.parse(long_function), 301) == [
        "asr/x.py has 301 lines",
        "asr/x.py: f has 41 lines",
    ]
    for body in ("except Exception:", "except BaseException:", "except:"):
        assert blanket_excepts("asr/x.py", ast.parse(f"try:\n    pass\n{body}\n    pass"))
    assert dangers("asr/x.py", ast.parse("import pickle"))
    assert dangers("asr/x.py", ast.parse("import torch"))
    assert dangers("asr/x.py", ast.parse("eval('1')"))
