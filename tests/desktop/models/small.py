"""Small stand-ins for models: a list of them, folders and packages that hold their files."""

import hashlib
from pathlib import Path

from desktop.models.catalogue import Catalogue, Know, Model, ModelFile

CONFIG = b'{"layers": 2}\n'
WORDS = b"een\ntwee\n"
WEIGHTS = b"".join(n.to_bytes(4, "big") for n in range(600_000))  # more than two blocks
GGUF = b"GGUF" + bytes(range(256)) * 100
HALF = len(WEIGHTS) // 2


def pinned(name: str, data: bytes, *parts: str) -> ModelFile:
    """A file of which the list knows everything."""
    return ModelFile(
        name=name, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), parts=parts
    )


def model(name: str, *files: ModelFile, revision: str | None = "0" * 40) -> Model:
    """A model with these files; one with a gguf writes, another listens."""
    return Model(
        name=name,
        kind="writer" if any(file.name.endswith(".gguf") for file in files) else "speech",
        repository="maker/model",
        revision=revision,
        licence="MIT",
        know=Know(nl="klein", en="small"),
        files=files,
    )


SMALL = Catalogue(
    models=(
        model(
            "hears",
            pinned("config.json", CONFIG, "griffel_part1/data/config.json"),
            pinned("vocabulary.txt", WORDS, "griffel_part2/data/vocabulary.txt"),
            pinned("model.bin", WEIGHTS, "griffel_part1/data/w.1", "griffel_part2/data/w.2"),
        ),
        # as "hears", but the list does not know the small files
        model(
            "half-known",
            ModelFile(name="config.json"),
            ModelFile(name="vocabulary.txt"),
            pinned("model.bin", WEIGHTS),
        ),
        model("writes", pinned("writes.gguf", GGUF)),
        model("unknown-writer", ModelFile(name="unknown.gguf"), revision=None),
    )
)


def speech_folder(place: Path) -> Path:
    """A folder with the files of "hears" and of "half-known"."""
    place.mkdir(parents=True)
    (place / "config.json").write_bytes(CONFIG)
    (place / "vocabulary.txt").write_bytes(WORDS)
    (place / "model.bin").write_bytes(WEIGHTS)
    return place


def packages(place: Path) -> Path:
    """A folder for sys.path with two packages that stop the test when one is imported."""
    for number, files in enumerate(
        (
            {"config.json": CONFIG, "w.1": WEIGHTS[:HALF]},
            {"vocabulary.txt": WORDS, "w.2": WEIGHTS[HALF:]},
        ),
        start=1,
    ):
        data = place / f"griffel_part{number}" / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").write_text("raise SystemExit('imported')\n")
        for name, content in files.items():
            (data / name).write_bytes(content)
    return place
