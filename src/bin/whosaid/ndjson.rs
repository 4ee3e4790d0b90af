//! Many articles: lines of JSON in, lines of JSON out, in the same order, on all cores, with bounded memory.
//!
//! One thread reads lines, some read articles, the main thread writes. What is under way is bounded in lines and bytes,
//! and an answer leaves as soon as it and all before it are there, so that a program may ask line by line.

use crate::line::{Answer, MAX_LINE, answer};
use crate::output::Output;
use anyhow::{Result, anyhow};
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use whosaid::Options;

/// Lines under way per thread. While a long article holds the front, the others go on so far.
const WINDOW: usize = 1024;

/// Bytes of lines and of answers under way; a single longer line still passes, alone.
const MAX_BYTES: usize = 64 << 20;

/// Of longer lines one is read at a time: reading takes more than a hundred times the memory of the text.
const LONG: usize = 1 << 20;

struct Job {
    number: usize,
    line: Vec<u8>,
    answer: Sender<Answer>,
}

/// An answer to come, or the end of the input by an error.
type Pending = io::Result<Receiver<Answer>>;

/// What the threads that read articles share.
struct Shared {
    jobs: Mutex<Receiver<Job>>,
    room: Room,
    long: Mutex<()>,
    options: Options,
}

/// Reads an input to its end, past the lines that the output already answers. The exit status is 1 if a line was bad,
/// in this run or before.
///
/// # Errors
/// Those of input, by its `name`, and output; an output that does not answer this input.
pub fn stream(
    options: &Options,
    threads: Option<u16>,
    (input, name): (Box<dyn BufRead + Send>, String),
    output: Output,
) -> Result<ExitCode> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.map_or(cores, usize::from);
    let (send_job, jobs) = sync_channel::<Job>(threads);
    let (send_pending, pending) = sync_channel::<Pending>(threads * WINDOW);
    let shared = Shared { jobs: Mutex::new(jobs), room: Room::default(), long: Mutex::new(()), options: *options };
    let shared = Arc::new(shared);
    // Detached: when the writer stops at a broken pipe, nobody waits for a reader that waits for its input.
    for _ in 0..threads {
        let shared = Arc::clone(&shared);
        thread::spawn(move || work(&shared));
    }
    let (room, answered) = (Arc::clone(&shared), output.answered);
    thread::spawn(move || read_lines(input, &send_job, &send_pending, &room.room, answered));
    write_answers(&pending, &shared.room, output, &name)
}

fn read_lines(
    mut input: Box<dyn BufRead + Send>,
    jobs: &SyncSender<Job>,
    pending: &SyncSender<Pending>,
    room: &Room,
    answered: usize,
) {
    let mut passed = 0;
    for number in 1.. {
        let line = match next_line(&mut input) {
            Ok(Some(line)) if line.trim_ascii().is_empty() => continue,
            Ok(Some(_)) if passed < answered => {
                passed += 1;
                continue;
            }
            Ok(Some(line)) => line,
            Ok(None) => return,
            Err(error) => {
                let _ = pending.send(Err(error));
                return;
            }
        };
        room.enter(line.len());
        let (answer, result) = channel();
        if pending.send(Ok(result)).is_err() || jobs.send(Job { number, line, answer }).is_err() {
            return;
        }
    }
}

/// The next line without its end; one that is too long comes cut, and its rest is skipped.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > MAX_LINE {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

fn work(shared: &Shared) {
    loop {
        let job = match shared.jobs.lock() {
            Ok(receiver) => receiver.recv(),
            Err(_) => return,
        };
        let Ok(Job { number, line, answer: to }) = job else { return };
        let bytes = line.len();
        let answer = {
            let _alone = (bytes > LONG).then(|| shared.long.lock());
            answer(&line, number, &shared.options)
        };
        drop(line);
        shared.room.exchange(bytes, answer.line.len());
        // The writer may be gone after a broken pipe.
        let _ = to.send(answer);
    }
}

fn write_answers(pending: &Receiver<Pending>, room: &Room, output: Output, input: &str) -> Result<ExitCode> {
    let mut good = output.good;
    let mut out = io::BufWriter::new(output);
    loop {
        let next = match pending.try_recv() {
            Err(TryRecvError::Empty) => {
                out.flush()?;
                pending.recv().ok()
            }
            next => next.ok(),
        };
        let Some(next) = next else { break };
        let result = next.map_err(|e| anyhow!("{input} cannot be read: {e}"))?;
        let answer = match result.try_recv() {
            Ok(answer) => answer,
            Err(_) => {
                out.flush()?;
                result.recv().map_err(|_| anyhow!("a thread stopped"))?
            }
        };
        out.write_all(answer.line.as_bytes())?;
        out.write_all(b"\n")?;
        room.leave(answer.line.len());
        good &= answer.good;
    }
    let mut output = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    output.end()?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many bytes are under way.
#[derive(Default)]
struct Room {
    bytes: Mutex<usize>,
    left: Condvar,
}

impl Room {
    /// Waits for room.
    fn enter(&self, bytes: usize) {
        let full = |under_way: &mut usize| *under_way > 0 && *under_way + bytes > MAX_BYTES;
        if let Ok(guard) = self.bytes.lock()
            && let Ok(mut under_way) = self.left.wait_while(guard, full)
        {
            *under_way += bytes;
        }
    }

    /// One thing under way became another.
    fn exchange(&self, before: usize, after: usize) {
        if let Ok(mut under_way) = self.bytes.lock() {
            *under_way = under_way.saturating_sub(before) + after;
        }
        self.left.notify_one();
    }

    fn leave(&self, bytes: usize) {
        self.exchange(bytes, 0);
    }
}
