//! Many articles: lines of JSON in, lines of JSON out, in the same order, on all cores, with bounded memory.

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use whosaid::{MAX_TEXT_BYTES, Options};

/// Lines in flight per thread: enough to keep a thread busy while a long article holds the front.
const WINDOW: usize = 16;

/// A longer line cannot hold an article that is read: six bytes of JSON write at most one of text.
const MAX_LINE: u64 = MAX_TEXT_BYTES as u64 * 6;

struct Job {
    number: usize,
    line: Vec<u8>,
    answer: SyncSender<Answer>,
}

struct Answer {
    line: String,
    good: bool,
}

/// Reads standard input to its end. The exit status is 1 if a line was bad.
pub fn stream(options: &Options, threads: Option<u16>) -> Result<ExitCode> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.map_or(cores, usize::from);
    let (send, receive) = sync_channel::<Job>(threads);
    let receive = Arc::new(Mutex::new(receive));
    let mut good = true;
    thread::scope(|scope| -> Result<()> {
        for _ in 0..threads {
            let receive = Arc::clone(&receive);
            scope.spawn(move || work(&receive, options));
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut waiting: VecDeque<Receiver<Answer>> = VecDeque::new();
        let mut input = io::stdin().lock();
        let mut number = 0;
        while let Some(line) = next_line(&mut input)? {
            number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if waiting.len() >= threads * WINDOW {
                good &= write(&mut out, waiting.pop_front())?;
            }
            let (answer, result) = sync_channel(1);
            send.send(Job { number, line, answer }).map_err(|_| anyhow!("the readers stopped"))?;
            waiting.push_back(result);
        }
        drop(send);
        while !waiting.is_empty() {
            good &= write(&mut out, waiting.pop_front())?;
        }
        Ok(out.flush()?)
    })?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The next line without its end; one that is too long comes cut, and its rest is skipped.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read as u64 > MAX_LINE {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

fn write(out: &mut impl Write, answer: Option<Receiver<Answer>>) -> Result<bool> {
    let Some(answer) = answer else { return Ok(true) };
    let answer = answer.recv().map_err(|_| anyhow!("a reader stopped"))?;
    out.write_all(answer.line.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(answer.good)
}

fn work(jobs: &Mutex<Receiver<Job>>, options: &Options) {
    loop {
        let job = match jobs.lock() {
            Ok(receiver) => receiver.recv(),
            Err(_) => return,
        };
        let Ok(job) = job else { return };
        // The writer may be gone after a broken pipe.
        let _ = job.answer.send(read_line(&job.line, job.number, options));
    }
}

fn read_line(line: &[u8], number: usize, options: &Options) -> Answer {
    match report_of(line, options) {
        Ok(line) => Answer { line, good: true },
        Err((id, error)) => {
            let mut bad = json!({ "line": number, "error": error });
            if let (Some(id), Some(object)) = (id, bad.as_object_mut()) {
                object.insert("id".to_owned(), id);
            }
            Answer { line: bad.to_string(), good: false }
        }
    }
}

/// The report with its id in front.
fn report_of(line: &[u8], options: &Options) -> Result<String, (Option<Value>, String)> {
    if line.len() as u64 > MAX_LINE {
        return Err((None, format!("the line is longer than {MAX_LINE} bytes")));
    }
    let text = std::str::from_utf8(line).map_err(|_| (None, "the line is not UTF-8".to_owned()))?;
    let mut article: Value = serde_json::from_str(text).map_err(|e| (None, format!("the line is not JSON: {e}")))?;
    let Some(fields) = article.as_object_mut() else { return Err((None, "the line is no JSON object".to_owned())) };
    let id = fields.remove("id");
    let Some(text) = fields.get("text").and_then(Value::as_str) else {
        return Err((id, "the line has no \"text\" that is a string".to_owned()));
    };
    if text.len() > MAX_TEXT_BYTES {
        return Err((id, format!("the text is longer than {MAX_TEXT_BYTES} bytes")));
    }
    let report = whosaid::analyze(text, options);
    let body = serde_json::to_string(&report).map_err(|e| (id.clone(), e.to_string()))?;
    let body = body.strip_prefix('{').unwrap_or(&body);
    Ok(format!("{{\"id\":{},{body}", id.unwrap_or(Value::Null)))
}
