"""What travels between host and worker: frames of a typed tree followed by the raw bytes of its arrays.

A frame is a header (length of the body, length of the tree in it, nonce) and a body of grader/model/codec.py.
"""

from __future__ import annotations

import struct

import msgspec

from grader.model.codec import Node
from grader.model.values import Layout

MIB = 1 << 20
HEADER = struct.Struct("<QQ16s")
NONCE_BYTES = 16
MARK = struct.Struct("<16sI")  # in the log: the worker's token, the number of a request
TREE_BYTES = 1 << 20  # a hostile one costs the host a second a MiB and 300 times its size; arrays are not in it


class Call(msgspec.Struct, array_like=True, gc=False):
    """One call's arguments, in order."""

    names: list[str]
    values: list[Node]
    forms: list[tuple[Layout, bool] | None]


class Load(msgspec.Struct, array_like=True, tag=1, gc=False):
    """The first request: import the submission. The entry's text comes along: reading its file would cost more."""

    entry: str
    module: str
    framework: str
    public: bytes
    watched: list[str]
    wall_seconds: float
    source: bytes
    names: list[str]  # of all its files
    problems: list[str] = []  # functions that it will be asked for: none of them is a misspelling of another
    compile_only: bool = False  # after a crash: was it the compiler?


class Compute(msgspec.Struct, array_like=True, tag=2, gc=False):
    """A request to call one function."""

    function: str
    calls: list[Call]
    output_bytes: int
    forbidden: list[str]


class Reply(msgspec.Struct, array_like=True, gc=False):
    """How the import or a call ended, in the worker's words."""

    kind: str
    value: Node = None
    exceptions: list[str] = []
    message: str = ""
    traceback: str = ""
    line: int | None = None
    modified: list[str] = []
    shared: bool = False
    notes: list[str] = []
    flags: list[str] = []
    seconds: float = 0.0  # from the request to here; this and the next for `--profile` only
    isolated_seconds: float = 0.0  # of the first reply: what turning the locks took


class Spawn(msgspec.Struct, array_like=True, tag=1, gc=False):
    """Give out a worker, over the files whose bytes follow each other in the descriptor sent along."""

    names: list[str]
    sizes: list[int]
    memory_mib: int
    cpu_seconds: int
    host_core: int = -1  # the core where the host works while the worker does; -1 if it only waits


class Restock(msgspec.Struct, array_like=True, tag=2, gc=False):
    """Make workers ahead now: the host has nothing to do and waits for the worker that runs."""


class Ready(msgspec.Struct, array_like=True, tag=1, gc=False):
    """The server stands."""

    notes: list[str] = []


class Started(msgspec.Struct, array_like=True, tag=2, gc=False):
    """A worker runs; its pidfd and the host's ends of its pipes (requests, replies, log) come along."""

    pid: int


class Ended(msgspec.Struct, array_like=True, tag=3, gc=False):
    """A worker is gone: its exit status as os.waitstatus_to_exitcode gives it."""

    pid: int
    status: int


class Broken(msgspec.Struct, array_like=True, tag=4, gc=False):
    """The server cannot go on."""

    message: str


encode = msgspec.msgpack.Encoder().encode
decode_request = msgspec.msgpack.Decoder(Load | Compute).decode
decode_reply = msgspec.msgpack.Decoder(Reply).decode
decode_order = msgspec.msgpack.Decoder(Spawn | Restock).decode
decode_control = msgspec.msgpack.Decoder(Ready | Started | Ended | Broken).decode
