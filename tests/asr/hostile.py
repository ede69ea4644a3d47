"""Two hundred sound files that are broken, lie or are none, made the same way every time."""

import random
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av

from tests.asr.media import FORMATS, encoded, silence, tones

Files = Iterator[tuple[str, bytes]]
_CUTS = (11, 44, 60, 200, 700, 2_000)
_OPTIONS = {"m4a-moov-first": {"movflags": "faststart"}}


def good() -> dict[str, bytes]:
    """Whole files, two seconds each: what the others are made from."""
    forms = {
        "wav": FORMATS["wav-16-bit"],
        "wav-mu-law": FORMATS["wav-mu-law"],
        "flac": FORMATS["flac"],
        "mp3": FORMATS["mp3"],
        "m4a": FORMATS["m4a"],
        "m4a-moov-first": FORMATS["m4a"],
        "ogg": FORMATS["ogg-opus"],
        "webm": FORMATS["webm"],
    }
    return {
        name: encoded(form, tones(2, form.rate, 1), _OPTIONS.get(name))
        for name, form in forms.items()
    }


def cut(whole: dict[str, bytes]) -> Files:
    """Ends too early, in the header or in the sound."""
    for name, data in whole.items():
        for at in (*_CUTS, len(data) // 2):
            yield f"{name} of {at} bytes", data[:at]


def flipped(whole: dict[str, bytes]) -> Files:
    """Forty bits are wrong, in every second file half of them in the first 400 bytes."""
    for name, data in whole.items():
        for seed in range(6):
            chance = random.Random(f"{name} {seed}")  # noqa: S311 - the same files every time
            spoilt = bytearray(data)
            for bit in range(40):
                reach = min(400, len(data)) if bit % 2 and seed % 2 else len(data)
                spoilt[chance.randrange(reach)] ^= 1 << chance.randrange(8)
            yield f"{name} with flipped bits {seed}", bytes(spoilt)


def absurd_wav(whole: dict[str, bytes]) -> Files:
    """Headers that no sound can have."""
    yield "4 GB in 80 kB", _wav(data_size=4_294_000_000)
    yield "4 GB of float in 80 kB", _wav(tag=3, bits=32, align=4, data_size=4_294_000_000)
    for rate in (0, 1, 3_999, 1_000_000, 2**31 - 1, 2**32 - 1):
        yield f"rate {rate}", _wav(rate=rate)
    for channels in (0, 3, 255, 65_535):
        yield f"{channels} channels", _wav(channels=channels)
    for bits in (0, 1, 7, 64, 65_535):
        yield f"{bits} bits", _wav(bits=bits)
    for align in (0, 1, 65_535):
        yield f"steps of {align}", _wav(align=align)
    for tag in (0, 0x0002, 0x0031, 0x0055, 0x00FF, 0xFFFE, 0xFFFF):
        yield f"codec {tag:#x}", _wav(tag=tag)
    data = _wav()
    yield "no form", data[:12] + data[36:]
    yield "no sound", data[:36]
    yield "form without end", data[:16] + struct.pack("<I", 2**32 - 1) + data[20:]
    yield "form of nothing", data[:16] + struct.pack("<I", 0) + data[20:]
    yield "100 000 empty chunks", data[:36] + (b"LIST" + bytes(4)) * 100_000 + data[36:]


def absurd_flac(whole: dict[str, bytes]) -> Files:
    """Stream headers that lie, and pictures that are not there."""
    data = whole["flac"]
    for name, form in {
        "68 000 million samples": (44_100, 0, 15, 2**36 - 1),
        "rate 0": (0, 0, 15, 88_200),
        "rate 655 350": (655_350, 0, 15, 88_200),
        "8 channels": (44_100, 7, 15, 88_200),
        "1 bit": (44_100, 0, 0, 88_200),
    }.items():
        rate, channels, bits, total = form
        packed = (rate << 44 | channels << 41 | bits << 36 | total).to_bytes(8)
        yield name, data[:18] + packed + data[26:]
    for name, sizes in {"blocks of 0": b"\0\0\0\0", "blocks of 65 535": b"\xff" * 4}.items():
        yield name, data[:8] + sizes + data[12:]
    yield "picture of 16 MB not there", data[:4] + b"\x06\xff\xff\xff" + data[4:]
    yield "picture of 16 MB", data[:42] + b"\x06\xff\xff\xff" + bytes(2**24 - 1) + data[42:]
    yield "no sound", data[:42]


def absurd_boxes(whole: dict[str, bytes]) -> Files:
    """MP4 tables with counts and lengths out of all proportion, and ten thousand tracks."""
    data = whole["m4a"]
    for box in (b"moov", b"trak", b"mdhd", b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"esds"):
        at = data.index(box)
        for name, value in (("huge", b"\xff" * 4), ("zero", bytes(4))):
            yield f"{box.decode()} of {name} size", data[: at - 4] + value + data[at:]
    for table in (b"stts", b"stsz", b"stco"):
        at = data.index(table) + 8
        yield f"{table.decode()} of 4 G rows", data[:at] + b"\xff" * 8 + data[at + 8 :]
    yield "10 000 tracks", _with_tracks(data, 10_000)
    yield "boxes in boxes", b"\0\0\0\x08ftyp" + b"\x00\x10\x00\x00moov" * 20_000


def absurd_others(whole: dict[str, bytes]) -> Files:
    """The same for MP3, Ogg and WebM."""
    mp3, ogg, webm = whole["mp3"], whole["ogg"], whole["webm"]
    at = max(mp3.find(b"Xing"), mp3.find(b"Info")) + 8
    yield "mp3 of 4 G frames", mp3[:at] + b"\xff" * 4 + mp3[at + 4 :]
    yield "tag of 256 MB", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + mp3
    yield "1 000 tags", b"ID3\x04\0\0\0\0\0\0" * 1_000 + mp3
    yield "mp3 of sync words", b"\xff\xfb\x90\x64" * 50_000
    last = ogg.rindex(b"OggS")
    yield "ogg of 6 million years", ogg[:last] + _page(ogg[last:], 6, b"\xff" * 7 + b"\x7f")
    yield "ogg page of 255 parts", ogg[:last] + _page(ogg[last:], 26, b"\xff")
    yield "ogg of empty pages", ogg[: ogg.index(b"OggS", 4)] * 2_000
    length = webm.index(b"\x44\x89\x88") + 3
    for name, seconds in (("1e300 s", 1e300), ("no number", float("nan")), ("-1 s", -1.0)):
        stated = struct.pack(">d", seconds)
        yield f"webm of {name}", webm[:length] + stated + webm[length + 8 :]
    yield "element of 2**56 bytes", webm[:40] + b"\xec\x01" + b"\xff" * 6 + b"\xfe" + webm[40:]
    yield "elements in elements", webm[:40] + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 * 5_000


def no_sound(whole: dict[str, bytes]) -> Files:
    """Anything but sound, under the name of a sound file; the playlists point at one that is."""
    texts = {
        "text": "Goedemorgen, gaat u zitten.\n" * 200,
        "html": "<!doctype html><html><body><audio src='sound.wav'></audio></body></html>",
        "svg": "<svg xmlns='http://www.w3.org/2000/svg'><image href='sound.wav'/></svg>",
        "m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsound.wav\n#EXT-X-ENDLIST\n",
        "concat": "ffconcat version 1.0\nfile 'sound.wav'\n",
        "pls": "[playlist]\nFile1=sound.wav\nNumberOfEntries=1\n",
        "sdp": "v=0\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 4 RTP/AVP 0\n",
        "json": '{"sound": "sound.wav"}',
        "metadata": ";FFMETADATA1\ntitle=x\n",
    }
    binaries = {
        "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + bytes(range(256)) * 8,
        "zip": b"PK\x03\x04" + bytes(26) + bytes(range(256)) * 8,
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8,
        "gif": b"GIF89a" + bytes(range(256)) * 8,
        "program": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
        "aiff": b"FORM\0\0\x10\0AIFFCOMM" + bytes(range(256)) * 8,
        "zeros": bytes(100_000),
        "noise": random.Random(1).randbytes(100_000),  # noqa: S311 - the same file every time
    }
    yield from ((name, text.encode()) for name, text in texts.items())
    yield from binaries.items()
    playlist = texts["m3u8"].encode()
    for name, magic in {
        "wav": b"RIFF\xff\xff\xff\xffWAVE",
        "flac": b"fLaC",
        "ogg": b"OggS",
        "webm": b"\x1a\x45\xdf\xa3",
        "mp4": b"\0\0\0\x18ftypM4A ",
        "mp3": b"ID3\x04\0\0\0\0\0\0",
    }.items():
        yield f"playlist that begins like {name}", magic + playlist
    yield "video without sound, mp4", _video("mp4")
    yield "video without sound, webm", _video("matroska")


def long_flac() -> tuple[bytes, bytes]:
    """Six hours of silence in 4 MB: one says so, one does not."""
    data = encoded(replace(FORMATS["flac"], rate=8_000), silence(6 * 3600, 8_000))
    return data, data[:21] + bytes([data[21] & 0xF0]) + bytes(4) + data[26:]


def _wav(
    tag: int = 1,
    channels: int = 1,
    rate: int = 16_000,
    align: int = 2,
    bits: int = 16,
    data_size: int = 80_000,
) -> bytes:
    form = struct.pack("<HHIIHH", tag, channels, rate, rate * align % 2**32, align, bits)
    sound = tones(2.5, 16_000, 1).tobytes()
    header = b"RIFF" + struct.pack("<I", 36 + len(sound)) + b"WAVEfmt " + struct.pack("<I", 16)
    return header + form + b"data" + struct.pack("<I", data_size) + sound


def _with_tracks(mp4: bytes, count: int) -> bytes:
    moov, trak = mp4.index(b"moov") - 4, mp4.index(b"trak") - 4
    (track_size,) = struct.unpack(">I", mp4[trak : trak + 4])
    more = mp4[trak : trak + track_size] * (count - 1)
    (size,) = struct.unpack(">I", mp4[moov : moov + 4])
    return (
        mp4[:moov] + struct.pack(">I", size + len(more)) + mp4[moov + 4 : trak] + more + mp4[trak:]
    )


def _page(page: bytes, at: int, value: bytes) -> bytes:
    """An Ogg page with other bytes in it and a checksum that fits."""
    changed = bytearray(page[:at] + value + page[at + len(value) :])
    changed[22:26] = bytes(4)
    check = 0
    for byte in changed:
        check ^= byte << 24
        for _ in range(8):
            check = (check << 1 ^ (0x04C11DB7 if check & 0x8000_0000 else 0)) & 0xFFFF_FFFF
    changed[22:26] = struct.pack("<I", check)
    return bytes(changed)


def _video(muxer: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "video"
        with av.open(file, "w", format=muxer) as container:
            stream = container.add_stream("mpeg4", rate=10)
            stream.width, stream.height = 64, 48
            stream.pix_fmt = "yuv420p"
            for _ in range(10):
                container.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
            container.mux(stream.encode(None))
        return file.read_bytes()
