"""Measures `whosaid analyze --ndjson` on made archives: threads, memory, and what killing does.

    python3 tests/archive/measure.py threads [--size 10MB] [--rounds 3]
    python3 tests/archive/measure.py memory [--sizes 50MB 200MB]
    python3 tests/archive/measure.py kill [--size 20MB] [--kills 12]
    python3 tests/archive/measure.py long [--size 1GB] [--kills 4] [--sample 500]

Build first: cargo build --release --features cli --bin whosaid. Each prints a table and fails where it shows less than it
should: two threads that are not 1.8 times one, memory that grows with the archive, an output that is not what it would be.
"""

import argparse
import hashlib
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import make

PROGRAM = make.ROOT / "target/release/whosaid"
FOLDER = make.ROOT / "target/archive"


def archive(size: str, *more: str) -> pathlib.Path:
    """The file of a made archive, made if it is not there."""
    file = FOLDER / f"{size}{''.join(more)}.ndjson"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        with part.open("wb") as out:
            subprocess.run([sys.executable, make.__file__, size, *more], stdout=out, check=True)
        part.rename(file)
    return file


def start(file: pathlib.Path, output: pathlib.Path, *more: str) -> subprocess.Popen:
    return subprocess.Popen([PROGRAM, "analyze", "--ndjson", file, "--output", output, *more])


def memory(pid: int, what: str) -> float:
    """VmRSS or VmHWM in MB; 0 of a process that is gone."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith(what)), 0.0)


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def wanted(pid: int, seconds: dict[str, float]) -> None:
    """Notes how long each thread of a process has run or waited for a core, not for anything else."""
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            run, wait, _ = task.read_text("utf-8").split()
        except OSError:
            continue
        seconds[task.parent.name] = (int(run) + int(wait)) / 1e9


def timed(file: pathlib.Path, threads: int) -> tuple[float, float, float]:
    """Seconds of the clock and of its processor time; cores that it wanted on average, had they been free or not."""
    begun, want = time.perf_counter(), {}
    child = start(file, pathlib.Path(os.devnull), f"--threads={threads}")
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        wall = time.perf_counter() - begun
        if pid:
            break
        wanted(child.pid, want)
        time.sleep(0.02)
    assert os.waitstatus_to_exitcode(status) == 0, status
    return wall, used.ru_utime + used.ru_stime, sum(want.values()) / wall


def threads(given: argparse.Namespace) -> bool:
    """One thread and two in turns, on the same archive; the best of each counts.

    On a busy machine the clock says little. Then what the threads wanted counts: two that never wait for anything but a core
    and need no more of its time than one are twice as fast where cores are free."""
    file, runs = archive(given.size), {1: [], 2: []}
    print(f"{file.stat().st_size} bytes, {load()}\n")
    print("| threads | seconds | processor, seconds | cores wanted | MB a second |\n|--:|--:|--:|--:|--:|")
    for _ in range(given.rounds):
        for count, of in runs.items():
            wall, own, want = timed(file, count)
            of.append((wall, own, want))
            print(f"| {count} | {wall:.2f} | {own:.2f} | {want:.2f} | {file.stat().st_size / wall / 1e6:.3f} |", flush=True)
    (wall_1, own_1, want_1), (wall_2, own_2, want_2) = (min(of) for of in runs.values())
    clock, free = wall_1 / wall_2, (own_1 / want_1) / (own_2 / want_2)
    busy = own_2 / wall_2 < 0.95 * want_2 or own_1 / wall_1 < 0.95 * want_1
    print(f"\ntwo threads against one, best against best: by the clock {clock:.2f}; had cores been free {free:.2f}; {load()}")
    print(f"the machine was {'busy' if busy else 'free'}, so {'the second' if busy else 'the first'} counts")
    return (free if busy else clock) >= 1.8


def sizes(given: argparse.Namespace) -> bool:
    """The most memory of a run, and what it has at each tenth of its way."""
    peaks = []
    print("| archive, bytes | articles | output, bytes | seconds | of its own | most memory, MB | at each tenth of the way, MB |")
    print("|--:|--:|--:|--:|--:|--:|---|")
    for size in given.sizes:
        file, output = archive(size), FOLDER / "memory.out.ndjson"
        begun, child, tenths = time.perf_counter(), start(file, output), []
        io = pathlib.Path(f"/proc/{child.pid}/fdinfo")
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if read_from(io, child.pid, file) * 10 > (len(tenths) + 1) * file.stat().st_size:
                tenths.append(memory(child.pid, "VmRSS"))
            time.sleep(0.1)
        assert os.waitstatus_to_exitcode(status) == 0, status
        wall, peak = time.perf_counter() - begun, used.ru_maxrss * 1024 / 1e6
        with file.open("rb") as lines:
            articles = sum(1 for _ in lines)
        with output.open("rb") as lines:
            assert sum(1 for _ in lines) == articles
        peaks.append(peak)
        own = used.ru_utime + used.ru_stime
        print(
            f"| {file.stat().st_size} | {articles} | {output.stat().st_size} | {wall:.0f} | {own:.0f} | {peak:.0f} |"
            f" {' '.join(f'{m:.0f}' for m in tenths)} |",
            flush=True,
        )
        output.unlink()
    return peaks[-1] < 1.25 * peaks[0]


def read_from(io: pathlib.Path, pid: int, file: pathlib.Path) -> int:
    """How far a process has read a file."""
    try:
        for number in os.listdir(f"/proc/{pid}/fd"):
            if os.path.samefile(f"/proc/{pid}/fd/{number}", file):
                return int((io / number).read_text("utf-8").split()[1])
    except OSError:
        pass
    return 0


def kill(given: argparse.Namespace) -> bool:
    """SIGKILL at random moments, every other time the last line torn as well; then what an unbroken run writes."""
    file, whole, output = archive(given.size, "--odd"), FOLDER / "whole.ndjson", FOLDER / "killed.ndjson"
    begun = time.perf_counter()
    assert start(file, whole).wait() == 1, "it has bad lines"
    took, rng = time.perf_counter() - begun, random.Random()
    output.unlink(missing_ok=True)
    killed, torn, runs = [], 0, 0
    while True:
        runs += 1
        child = start(file, output, "--resume")
        try:
            status = child.wait(rng.uniform(0, 2 * took / given.kills) if len(killed) < given.kills else None)
            break
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            assert child.wait() == -signal.SIGKILL
        written, in_line = left_by(output, rng.randrange(20_000) if len(killed) % 2 else 0)
        killed.append(written)
        torn += in_line
    same = digest(whole) == digest(output)
    print(f"{file.stat().st_size} bytes, output {whole.stat().st_size} bytes, unbroken in {took:.0f} s; {load()}")
    print(f"killed {len(killed)} times, with so many bytes written: {killed}; {torn} times in the middle of a line")
    print(f"status at the end {status}, output {'equal' if same else 'NOT EQUAL'}: {digest(output)}")
    return same and status == 1 and len(killed) > 0


def left_by(output: pathlib.Path, less: int) -> tuple[int, bool]:
    """How much a killed run wrote, and if it ends in the middle of a line; then takes some bytes more away."""
    with output.open("ab+") as file:
        written = file.seek(0, os.SEEK_END)
        file.seek(max(0, written - 1))
        in_line = file.read(1) not in (b"", b"\n")
        os.ftruncate(file.fileno(), max(0, written - less))
    return written, in_line


def long(given: argparse.Namespace) -> bool:
    """A large archive, killed at random places; then each line has its answer, and a sample is what is said without the rest."""
    file, output, rng = archive(given.size), FOLDER / "long.out.ndjson", random.Random()
    output.unlink(missing_ok=True)
    places = sorted(rng.uniform(0.03, 0.97) * file.stat().st_size for _ in range(given.kills))
    print(f"{file.stat().st_size} bytes; {load()}; niceness {os.nice(0)}\n")
    print("| run | seconds | of its own | most memory, MB | ended | output then, bytes |\n|--:|--:|--:|--:|---|--:|")
    seconds = own = peak = 0.0
    for run in range(1, given.kills + 2):
        begun, child, ended = time.perf_counter(), start(file, output, "--resume"), "by itself"
        io = pathlib.Path(f"/proc/{child.pid}/fdinfo")
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if places and read_from(io, child.pid, file) > places[0]:
                places.pop(0)
                child.send_signal(signal.SIGKILL)
                ended = "killed"
            time.sleep(0.1)
        assert os.waitstatus_to_exitcode(status) == (-signal.SIGKILL if ended == "killed" else 0), status
        took, mine, most = time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6
        seconds, own, peak = seconds + took, own + mine, max(peak, most)
        written = output.stat().st_size
        if ended == "killed":
            written, in_line = left_by(output, rng.randrange(20_000) if run % 2 == 0 else 0)
            ended += " in the middle of a line" * in_line
        print(f"| {run} | {took:.0f} | {mine:.0f} | {most:.0f} | {ended} | {written} |", flush=True)
    megabytes = file.stat().st_size / 1e6
    print(f"\ntogether {seconds:.0f} s, {megabytes / seconds:.3f} MB a second, most memory {peak:.0f} MB; {load()}")
    print(f"processor: {own:.0f} s, {megabytes / own:.3f} MB a second of one core")
    return answered(file, output, given.sample)


def answered(file: pathlib.Path, output: pathlib.Path, sample: int) -> bool:
    """True if each line has one answer, in order, and those of a sample, asked alone, are the same bytes."""
    with file.open("rb") as asked:
        count = sum(1 for _ in asked)
    chosen, some, expected = set(random.Random().sample(range(count), min(sample, count))), FOLDER / "some.ndjson", []
    with file.open("rb") as asked, output.open("rb") as said, some.open("wb") as alone:
        for number, (line, answer) in enumerate(zip(asked, said, strict=True)):
            # {"id": "a0000001", "text"… and {"id":"a0000001","schema"…
            if not answer.endswith(b"}\n") or not answer.startswith(b'{"id":' + line[7:17] + b',"schema":'):
                print(f"line {number + 1} is answered by {answer[:100]!r}")
                return False
            if number in chosen:
                alone.write(line)
                expected.append(answer)
    done = subprocess.run([PROGRAM, "analyze", "--ndjson", "--threads=1", some], stdout=subprocess.PIPE, check=True)
    same = done.stdout == b"".join(expected)
    print(f"{count} lines, {count} answers in the same order, {output.stat().st_size} bytes: {digest(output)}")
    print(f"{len(expected)} of them, asked alone, {'say the same bytes' if same else 'DIFFER'}")
    return same


def digest(file: pathlib.Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(required=True)
    for name, run in (("threads", threads), ("memory", sizes), ("kill", kill), ("long", long)):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
        if run is sizes:
            command.add_argument("--sizes", nargs="+", default=["50MB", "200MB"])
        else:
            command.add_argument("--size", default={threads: "10MB", kill: "20MB", long: "1GB"}[run])
        if run is threads:
            command.add_argument("--rounds", type=int, default=3)
        if run in (kill, long):
            command.add_argument("--kills", type=int, default=12 if run is kill else 4)
        if run is long:
            command.add_argument("--sample", type=int, default=500, help="answers that are asked for again")
    given = arguments.parse_args()
    sys.exit(0 if given.run(given) else 1)


if __name__ == "__main__":
    main()
