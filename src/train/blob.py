"""The container of `src/model/blob.rs`, and the word hash of `src/model/hash.rs`, for the recorded Python steps."""

import struct
import zlib

MAGIC = b"WHOSAID\0"
VERSION = 1
CLUSTERS, GAZETTEER, WORDTYPES = 1, 2, 16


def word_hash(text: str) -> int:
    """FNV-1a over UTF-8, then murmur's finisher; the table keys keep the upper 24 bits."""
    h = 0x811C9DC5
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)


def varint(n: int) -> bytes:
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def table(entries: dict[int, int]) -> bytes:
    """Keys as gaps, then the low bytes of all values, then the high bytes: like things side by side pack better."""
    gaps, low, high, last = bytearray(), bytearray(), bytearray(), 0
    for key in sorted(entries):
        gaps += varint(key - last)
        last = key
        low.append(entries[key] & 0xFF)
        high.append(entries[key] >> 8)
    return struct.pack("<II", len(entries), len(gaps)) + bytes(gaps) + bytes(low) + bytes(high)


def write(path: str, kind: int, payload: bytes) -> None:
    head = MAGIC + struct.pack("<HHII", VERSION, kind, len(payload), zlib.crc32(payload))
    with open(path, "wb") as out:
        out.write(head + payload)
