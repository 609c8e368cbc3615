//! In which order the system is called: what is acknowledged as stored has been synced to the disk before.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::helpers::{Service, ask, program, skipped, until};

/// A system call as `strace` reports it.
#[derive(Debug)]
struct Call {
    name: String,
    /// The rest of the line: what the descriptor stands for, the data, the outcome.
    arguments: String,
    /// The lines on which it begins and ends; between them other threads may have made calls.
    begun: usize,
    ended: usize,
    succeeded: bool,
}

impl Call {
    /// Whether it is about the write-ahead log.
    fn is_on_log(&self) -> bool {
        self.arguments.contains("/framewise.db-wal>")
    }

    fn writes_log(&self) -> bool {
        self.is_on_log() && ["write", "pwrite64", "writev", "pwritev"].contains(&&*self.name)
    }

    fn syncs_log(&self) -> bool {
        self.is_on_log() && ["fsync", "fdatasync"].contains(&&*self.name) && self.succeeded
    }
}

/// The calls of a trace. A call that is interrupted by one of another thread stands on two lines.
fn calls(trace: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (line, text) in trace.lines().enumerate() {
        let Some((thread, text)) = text.split_once(' ') else { continue };
        let text = text.trim_start();
        let succeeded =
            |text: &str| text.rsplit_once(" = ").is_some_and(|(_, n)| !n.starts_with('-'));
        if text.starts_with("<... ") {
            let Some(place) = open.iter().position(|(opened, _)| *opened == thread) else {
                continue;
            };
            let call = &mut calls[open.swap_remove(place).1];
            call.ended = line;
            call.succeeded = succeeded(text);
            call.arguments.push_str(text);
        } else if let Some((name, arguments)) = text.split_once('(') {
            let ended = !text.ends_with("<unfinished ...>");
            if !ended {
                open.push((thread, calls.len()));
            }
            calls.push(Call {
                name: name.to_owned(),
                arguments: arguments.to_owned(),
                begun: line,
                ended: if ended { line } else { usize::MAX },
                succeeded: ended && succeeded(text),
            });
        }
    }
    calls
}

/// Whether a sync of the log lies between the last write to it that belongs to the request and the answer
/// that says `stored`; an error says what the trace lacks.
fn is_synced_before_it_is_acknowledged(trace: &str) -> Result<bool, &'static str> {
    let calls = calls(trace);
    let has = |call: &&Call, text: &str| call.arguments.contains(text);
    let received = |call: &&Call| ["recvfrom", "read"].contains(&&*call.name);
    let sent = |call: &&Call| ["sendto", "write", "writev"].contains(&&*call.name);
    let request = calls.iter().find(|call| received(call) && has(call, "POST /v1/recommendations"));
    let request = request.ok_or("no request was received")?;
    let answer = calls.iter().find(|call| sent(call) && has(call, r#"\"stored\":true"#));
    let answer = answer.ok_or("no answer was sent that says it was stored")?;
    let mut written = calls.iter().filter(|call| call.writes_log());
    let written = written.rfind(|call| call.begun > request.begun && call.begun < answer.begun);
    let written = written.ok_or("nothing was written to the log between request and answer")?;
    let mut syncs = calls.iter().filter(|call| call.syncs_log());
    Ok(syncs.any(|sync| sync.begun > written.ended && sync.ended < answer.begun))
}

/// The trace of a service that is asked once, from its start to its end.
fn trace(folder: &Path) -> String {
    let file = folder.join("trace");
    let mut command = Command::new("strace");
    // `-D`: the program stays the child that is waited for. Strings are long enough for a whole answer.
    command.args(["-D", "-f", "-y", "-s", "262144", "-o"]).arg(&file);
    command
        .args(["-e", "trace=fsync,fdatasync,write,pwrite64,writev,pwritev,sendto,read,recvfrom"]);
    command.arg(program());
    let mut service = Service::start_by(command, folder, &[]);
    let answer = ask(&mut service.connect(), r#"{"answers": {"project_type": "cms"}}"#).unwrap();
    assert_eq!(answer["stored"], true, "{answer}");
    let end = format!("{} ", service.id());
    service.kill();
    until("the trace is whole", || {
        let trace = fs::read_to_string(&file).unwrap();
        trace
            .lines()
            .any(|line| line.starts_with(&end) && line.ends_with("+++ killed by SIGKILL +++"))
    });
    fs::read_to_string(&file).unwrap()
}

#[test]
fn a_query_is_synced_to_the_disk_before_it_is_acknowledged() {
    if Command::new("strace").arg("--version").output().is_err() {
        skipped(
            "a_query_is_synced_to_the_disk_before_it_is_acknowledged",
            "there is no strace on this machine: apt-get install strace",
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let trace = trace(folder.path());
    assert_eq!(is_synced_before_it_is_acknowledged(&trace), Ok(true), "{}", {
        let of_the_log = |line: &&str| line.contains("framewise.db-wal>") || line.contains("sync");
        trace
            .lines()
            .filter(of_the_log)
            .map(|line| &line[..line.len().min(120)])
            .collect::<Vec<_>>()
            .join("\n")
    });
    let syncs = |line: &str| ["sync(", "sync resumed>"].iter().any(|call| line.contains(call));
    // The same trace without its syncs, or with syncs that failed, is not taken for one that has them.
    let without: Vec<&str> = trace.lines().filter(|line| !syncs(line)).collect();
    assert_eq!(is_synced_before_it_is_acknowledged(&without.join("\n")), Ok(false));
    let fail =
        |line: &str| if syncs(line) { line.replace(" = 0", " = -1 EIO") } else { line.into() };
    let failed: Vec<String> = trace.lines().map(fail).collect();
    assert_eq!(is_synced_before_it_is_acknowledged(&failed.join("\n")), Ok(false));
}
