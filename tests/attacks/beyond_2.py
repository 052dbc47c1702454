"""More attacks that are in no catalogue: words put into the worker's mouth, and values that lie."""

from __future__ import annotations

from attacks.beyond import ANY, _soon
from attacks.entry import Attack

OTHERS = {"patient": f"{ANY} does_not_compile", "honest": f"{ANY} does_not_compile"}

#: Whoever finds the worker's module can speak for this submission, and for nothing else.
PUPPET = """
    import struct, sys
    def replies_with(tree):
        frame = sys._getframe()
        while 'encode' not in frame.f_globals or 'Reply' not in frame.f_globals:
            frame = frame.f_back
        frame.f_globals['encode'] = lambda reply: tree
    def text(value):
        data = value if isinstance(value, bytes) else value.encode('utf-8', 'surrogatepass')
        return b'\\xdb' + struct.pack('>I', len(data)) + data
    def reply(value=b'\\xc0', *, kind='value', message='', line=b'\\xc0', notes=b'\\x90', seconds=b'\\x00'):
        return (b'\\x9b' + text(kind) + value + b'\\x90' + text(message) + text(message) + line + notes + b'\\xc2' + notes + notes
                + seconds)
    def many(node, count):
        return b'\\x92\\x02\\xdd' + struct.pack('>I', count) + node * count
"""


def _puppet(id_: str, tree: str, *, verdict: str, says: str = "") -> Attack:
    source = PUPPET.replace("\n    ", "\n") + f"def attacked(x):\n    replies_with({tree})\n    return 2 * x\n"
    return Attack(id_, source, verdict=verdict, says=says, also=OTHERS, check=_soon)


def _value(
    id_: str, answer: str, *, before: str = "", verdict: str = "wrong_type raised wrong_shape wrong_value"
) -> Attack:
    return Attack(
        id_, f"import sys\nimport numpy as np\n{before}\ndef attacked(x):\n    return {answer}\n", verdict=verdict
    )


SPEAKER = """
    import os, struct, sys, threading, time
    def worker():
        frame = sys._getframe()
        while True:
            for value in list(frame.f_locals.values()):
                if type(value).__name__ == 'Worker':
                    return value
            frame = frame.f_back
    def waiting():
        data = worker()._data[worker()._at:]
        while len(data) >= 32:
            length, _, nonce = struct.unpack_from('<QQ16s', data)
            yield nonce
            data = data[32 + length:]
    def frame(nonce):
        tree = b'\\x9b\\xa5value\\xc0\\x90\\xa0\\xa0\\xc0\\x90\\xc2\\x90\\x90\\x00'
        return struct.pack('<QQ16s', 32, len(tree), nonce) + tree + bytes(32 - len(tree))
    def mark(number):
        os.write(2, worker()._token + struct.pack('<I', number))
"""


def _speaker(id_: str, body: str, *, verdict: str) -> Attack:
    """What sits between the worker and its judge: requests that wait, marks behind what is printed, held answers."""
    source = (
        SPEAKER.replace("\n    ", "\n") + "def attacked(x):\n" + "".join(f"    {line}\n" for line in body.split("; "))
    )
    return Attack(id_, f"{source}    return 2 * x\n", verdict=verdict, also=OTHERS, check=_soon)


ATTACKS = (
    Attack(
        "Y01 everything that converts an answer, replaced",
        """
        import builtins, numpy as np
        def attacked(x):
            lie = lambda *a, **k: 2 * x
            for name in ('asarray', 'ascontiguousarray', 'may_share_memory', 'array', 'copyto', 'dtype'):
                setattr(np, name, lie)
            for name in ('len', 'isinstance', 'type', 'id', 'memoryview', 'bytes', 'getattr', 'hasattr', 'zip'):
                setattr(builtins, name, lie)
            return x
        """,
        verdict="raised wrong_value wrong_type no_answer crashed timed_out",
        also=OTHERS,
        check=_soon,
    ),
    _puppet("Y02 a reply of rubbish", "b'\\xc1' * 300", verdict="no_answer"),
    _puppet("Y03 a MiB of empty lists", "reply(many(b'\\x92\\x02\\x90', 340000))", verdict="output_too_large"),
    _puppet("Y04 a MiB of nothing", "reply(many(b'\\xc0', 1000000))", verdict="output_too_large"),
    _puppet("Y05 more than a MiB", "reply(many(b'\\xc0', 1100000))", verdict="no_answer"),
    _puppet(
        "Y06 notes and names that escape",
        "reply(kind='raised', message='\\x1b]0;x\\x07[red]::set-output <script>\\ud800'.encode('utf-8', 'replace').decode() * 50,"
        " notes=b'\\xdc\\x03\\xe8' + text('\\x1b[2J') * 1000, line=b'\\xcf' + b'\\xff' * 8, seconds=b'\\xcb\\x7f\\xf8' + bytes(6))",
        verdict="raised",
    ),
    _puppet("Y07 text that is none", "reply(kind='raised', message=b'\\xff\\xfe\\xed\\xa0\\x80')", verdict="no_answer"),
    _puppet("Y08 a callable of the author's", "reply(b'\\x92\\x07' + text('honest'))", verdict="wrong_type"),
    _puppet("Y09 a verdict", "reply(kind='passed')", verdict="no_answer"),
    _puppet("Y10 the grader's own fault", "reply(kind='grader_error')", verdict="no_answer"),
    _puppet(
        "Y11 a long array of no bytes",
        "reply(b'\\x95\\x04\\x0b\\x92\\xcf' + struct.pack('>Q', 2**39) + b'\\x00\\x00\\xc2')",
        verdict="wrong_shape no_answer",
    ),
    _value(
        "Y12 keys that raise when they are compared",
        "{K('a'): x, K('b'): x}",
        before="class K(str):\n    __hash__ = lambda s: 1\n    __eq__ = lambda s, o: 1 / 0 if sys._getframe(1).f_code.co_name != 'attacked' else False",
    ),
    _value(
        "Y13 an object that says it is an array",
        "L()",
        before="class L:\n    __class__ = property(lambda s: np.ndarray)\n    shape = (4,)\n    dtype = np.dtype(float)\n    nbytes = 32",
    ),
    _value(
        "Y14 a view far outside its memory", "np.lib.stride_tricks.as_strided(x, (4,), (1 << 44,))", verdict="crashed"
    ),
    _value(
        "Y15 a file that shrinks under its map",
        "m",
        before="import os, tempfile\nf = tempfile.NamedTemporaryFile(delete=False)\nf.truncate(1 << 16)\nm = np.memmap(f.name, float, 'r')\nos.truncate(f.name, 0)",
        verdict="crashed",
    ),
    _value("Y16 an int of a gigabit", "1 << (1 << 30)", verdict="output_too_large out_of_memory timed_out"),
    _value(
        "Y17 an int of eight megabits",
        "{'a': [1 << 8_000_000], 'b': -(1 << 4_000_000)}",
        verdict="wrong_type output_too_large",
    ),
    _value("Y18 text that is no Unicode", "{'\\ud800': ['\\udfff' * 1000, 'a\\0b'], '\\\\ud800': '\\U0010ffff'}"),
    _value(
        "Y19 a million keys",
        "{str(number): None for number in range(10**6)}",
        verdict="output_too_large timed_out out_of_memory",
    ),
    _value("Y20 nested without end", "d", before="d = {}\nd['d'] = (d, [d])"),
    _value(
        "Y21 a hundred thousand deep",
        "r",
        before="r = []\nfor _ in range(10**5):\n    r = (r,)",
    ),
    _value(
        "Y22 numbers that lie",
        "[F(1), I(2), C(3), np.float64(4)]",
        before="class F(float):\n    __float__ = lambda s: 7\nclass I(int):\n    __index__ = __int__ = lambda s: 1 / 0\nclass C(complex):\n    real = property(lambda s: 'r')\n    __complex__ = lambda s: None",
    ),
    _value(
        "Y23 an array of halves, of pointers and of nothing", "np.empty((2**40, 0, 2**20), [('a', 'O'), ('b', 'e')])"
    ),
    _speaker(
        "Y40 all that waits is answered at once",
        "[os.write(4, frame(nonce)) for nonce in waiting()]; time.sleep(3)",
        verdict="no_answer",
    ),
    _speaker(
        "Y41 the next answer first", "[os.write(4, frame(nonce)) for nonce in waiting()]", verdict="no_answer passed"
    ),
    _speaker(
        "Y42 text under every number", "[mark(number) for number in (0, 1, 2, 2**31, 2**32 - 1)]", verdict="passed"
    ),
    _speaker("Y43 a flood of marks", "[mark(number) for number in range(5000)]", verdict="passed"),
    _speaker("Y44 no mark at all", "worker()._mark = lambda: None", verdict="passed"),
    _speaker(
        "Y45 answers held back and sent together",
        "me, held = worker(), []; send = me._send; me._send = lambda *a: held.append(a);"
        " threading.Timer(0.2, lambda: [send(*a) for a in held] + [setattr(me, '_send', send)]).start()",
        verdict="passed timed_out no_answer",
    ),
    _speaker(
        "Y46 dead while its answers wait", "threading.Timer(0.0, os._exit, (0,)).start()", verdict="passed no_answer"
    ),
)
