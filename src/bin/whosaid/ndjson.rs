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

/// Lines under way per thread: enough to keep a thread busy while a long article holds the front.
const WINDOW: usize = 16;

/// Bytes under way; a single longer line still passes, alone.
const MAX_BYTES: usize = 64 << 20;

struct Job {
    number: usize,
    line: Vec<u8>,
    answer: Sender<Answer>,
}

/// An answer to come, or the end of the input by an error.
type Pending = io::Result<(Receiver<Answer>, usize)>;

/// Reads standard input to its end, past the lines that the output already answers. The exit status is 1 if a line was bad,
/// in this run or before.
///
/// # Errors
/// Those of standard input and output; an output that does not answer this input.
pub fn stream(options: &Options, threads: Option<u16>, output: Output) -> Result<ExitCode> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.map_or(cores, usize::from);
    let (send_job, jobs) = sync_channel::<Job>(threads);
    let (send_pending, pending) = sync_channel::<Pending>(threads * WINDOW);
    let (jobs, room) = (Arc::new(Mutex::new(jobs)), Arc::new(Room::default()));
    // Detached: when the writer stops at a broken pipe, nobody waits for a reader that waits for its input.
    for _ in 0..threads {
        let (jobs, options) = (Arc::clone(&jobs), *options);
        thread::spawn(move || work(&jobs, &options));
    }
    let reader_room = Arc::clone(&room);
    let Output { out, answered, last_id, good } = output;
    thread::spawn(move || read_lines(&send_job, &send_pending, &reader_room, answered, last_id.as_deref()));
    write_answers(&pending, &room, out, good)
}

fn read_lines(
    jobs: &SyncSender<Job>,
    pending: &SyncSender<Pending>,
    room: &Room,
    answered: usize,
    last_id: Option<&str>,
) {
    let mut input = io::stdin().lock();
    let mut passed = 0;
    for number in 1.. {
        let line = match next_line(&mut input) {
            Ok(Some(line)) if line.trim_ascii().is_empty() => continue,
            Ok(Some(line)) if passed < answered => {
                passed += 1;
                if passed == answered && last_id.is_some_and(|id| crate::line::id_of(&line).as_deref() != Some(id)) {
                    let _ = pending
                        .send(Err(io::Error::other(format!("line {number} is not the one that the output ends with"))));
                    return;
                }
                continue;
            }
            Ok(Some(line)) => line,
            Ok(None) if passed < answered => {
                let _ = pending.send(Err(io::Error::other("it has fewer lines than the output answers")));
                return;
            }
            Ok(None) => return,
            Err(error) => {
                let _ = pending.send(Err(error));
                return;
            }
        };
        let bytes = line.len();
        room.enter(bytes);
        let (answer, result) = channel();
        if pending.send(Ok((result, bytes))).is_err() || jobs.send(Job { number, line, answer }).is_err() {
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

fn work(jobs: &Mutex<Receiver<Job>>, options: &Options) {
    loop {
        let job = match jobs.lock() {
            Ok(receiver) => receiver.recv(),
            Err(_) => return,
        };
        let Ok(job) = job else { return };
        // The writer may be gone after a broken pipe.
        let _ = job.answer.send(answer(&job.line, job.number, options));
    }
}

fn write_answers(pending: &Receiver<Pending>, room: &Room, out: Box<dyn Write>, mut good: bool) -> Result<ExitCode> {
    let mut out = io::BufWriter::new(out);
    loop {
        let next = match pending.try_recv() {
            Err(TryRecvError::Empty) => {
                out.flush()?;
                pending.recv().ok()
            }
            next => next.ok(),
        };
        let Some(next) = next else { break };
        let (result, bytes) = next.map_err(|e| anyhow!("standard input: {e}"))?;
        let answer = match result.try_recv() {
            Ok(answer) => answer,
            Err(_) => {
                out.flush()?;
                result.recv().map_err(|_| anyhow!("a thread stopped"))?
            }
        };
        out.write_all(answer.line.as_bytes())?;
        out.write_all(b"\n")?;
        room.leave(bytes);
        good &= answer.good;
    }
    out.flush()?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many bytes are under way.
#[derive(Default)]
struct Room {
    bytes: Mutex<usize>,
    left: Condvar,
}

impl Room {
    fn enter(&self, bytes: usize) {
        let full = |under_way: &mut usize| *under_way > 0 && *under_way + bytes > MAX_BYTES;
        if let Ok(guard) = self.bytes.lock()
            && let Ok(mut under_way) = self.left.wait_while(guard, full)
        {
            *under_way += bytes;
        }
    }

    fn leave(&self, bytes: usize) {
        if let Ok(mut under_way) = self.bytes.lock() {
            *under_way = under_way.saturating_sub(bytes);
        }
        self.left.notify_one();
    }
}
