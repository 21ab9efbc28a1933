//! `vanity kiosk`: watches over the kiosk's window. Each visit has a process of its own: when a visit is over, the next process is started
//! behind it, and the old one is ended, with everything that it had in memory. So is one that hangs.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};

use super::{Exit, Failure, arguments::Kiosk, library, output, pin, resources};
use crate::{
    kiosk::{KioskConfig, Restarts, Shop},
    language,
    ui::kiosk::{self, Ending, KioskOptions, OVER, READY},
};

/// How long the next window may take before the last one is ended all the same.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long a window may take to be seen at all.
const OPENING: Duration = Duration::from_secs(120);
/// One that is seen and says nothing for so long hangs.
const SILENT: Duration = Duration::from_secs(20);

pub(super) fn run(task: &Kiosk) -> Result<Exit, Failure> {
    if task.hash_pin {
        return pin::run();
    }
    let path = task.config.as_deref().context("--config names the kiosk's file").map_err(Failure::usage)?;
    let config = KioskConfig::open(path).map_err(Failure::usage)?;
    let resources = resources()?;
    let looks = config.offered(&library(&resources)?).map_err(Failure::usage)?;
    if looks.is_empty() {
        return Err(Failure::Usage(anyhow!("the kiosk offers no look")));
    }
    let shop = match Shop::open(&config) {
        // Whoever looks after prices may be writing the table just now: a visit goes on without it.
        Err(error) if task.visit => {
            tracing::warn!("no shades are offered: {error}");
            Shop::default()
        }
        read => read.map_err(Failure::usage)?,
    };
    language::learn_all(&resources).iter().for_each(|fault| tracing::warn!("{fault}"));
    let learnt = language::learnt().iter().map(|language| language.code.as_str());
    let known: Vec<&str> = std::iter::once(language::ENGLISH).chain(learnt).collect();
    config.check_languages(&known).map_err(Failure::usage)?;
    if task.check {
        let sold = if shop.is_empty() { String::new() } else { format!(", {} shades", shop.len()) };
        output::say(&format!("The kiosk is set up: {} looks{sold}.", looks.len()))?;
        return Ok(Exit::Done);
    }
    leave_no_core();
    if task.visit {
        let options = KioskOptions { config, looks, shop, resources, windowed: task.windowed };
        let ending = kiosk::run(options).map_err(Failure::environment)?;
        return Ok(if ending == Ending::Left { Exit::Done } else { Exit::SomeFailed });
    }
    watch(&Call { config: path, windowed: task.windowed })
}

/// A crash writes nobody's picture to disk. A limit of one byte, and not of none, also keeps crashes from the programs that Linux hands them to.
#[cfg(unix)]
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let most = Some(getrlimit(Resource::Core).maximum.map_or(1, |most| most.min(1)));
    if let Err(error) = setrlimit(Resource::Core, Rlimit { current: most, maximum: most }) {
        tracing::warn!("core dumps stay switched on: {error}");
    }
}

#[cfg(not(unix))]
fn leave_no_core() {}

/// How a visit is called.
struct Call<'a> {
    config: &'a Path,
    windowed: bool,
}

/// A process of one visit, and what it says.
struct Visit {
    process: Child,
    said: Receiver<String>,
    began: Instant,
    /// Whether its window has been seen.
    seen: bool,
}

impl Visit {
    fn begin(call: &Call) -> Result<Self, Failure> {
        let program =
            std::env::current_exe().context("the program does not find itself").map_err(Failure::environment)?;
        let mut command = Command::new(program);
        command.arg("kiosk").arg("--config").arg(call.config).arg("--visit");
        if call.windowed {
            command.arg("--windowed");
        }
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut process = started.context("the kiosk's window cannot be started").map_err(Failure::environment)?;
        let (sender, said) = channel();
        if let Some(out) = process.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        Ok(Self { process, said, began: Instant::now(), seen: false })
    }

    /// What it says next, within this time.
    fn hear(&mut self, patience: Duration) -> Heard {
        match self.said.recv_timeout(patience) {
            Ok(line) if line == OVER => Heard::Over,
            Ok(line) => {
                self.seen |= line == READY;
                Heard::Life
            }
            Err(RecvTimeoutError::Timeout) => Heard::Nothing,
            Err(RecvTimeoutError::Disconnected) => Heard::End,
        }
    }

    /// Until its window is seen, or will not be soon.
    fn open(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while !self.seen && matches!(self.hear(deadline.saturating_duration_since(Instant::now())), Heard::Life) {}
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

enum Heard {
    /// It goes on.
    Life,
    /// The visit is over.
    Over,
    Nothing,
    /// The process is gone.
    End,
}

/// Visit after visit, until whoever runs the kiosk leaves it.
fn watch(call: &Call) -> Result<Exit, Failure> {
    let mut visit = Visit::begin(call)?;
    let mut restarts = Restarts::default();
    loop {
        let problem = match visit.hear(if visit.seen { SILENT } else { OPENING }) {
            Heard::Life => continue,
            Heard::Over => match Visit::begin(call) {
                Ok(mut next) => {
                    next.open();
                    visit = next;
                    continue;
                }
                Err(failure) => failure.text(),
            },
            Heard::Nothing => "the kiosk's window hangs".into(),
            Heard::End => {
                let status = visit.process.wait().context("the kiosk's window").map_err(Failure::environment)?;
                if status.success() {
                    return Ok(Exit::Done);
                }
                format!("the kiosk's window ended ({status})")
            }
        };
        visit = begin_again(call, visit, &mut restarts, problem);
    }
}

/// The old process goes first, and what it knew with it; the next comes after a wait, however often that takes.
fn begin_again(call: &Call, old: Visit, restarts: &mut Restarts, mut problem: String) -> Visit {
    let mut ran = old.began.elapsed();
    drop(old);
    loop {
        let wait = restarts.wait_after(ran);
        output::complain(&format!("{problem}; it starts again in {} s", wait.as_secs()));
        thread::sleep(wait);
        match Visit::begin(call) {
            Ok(visit) => return visit,
            Err(failure) => (problem, ran) = (failure.text(), Duration::ZERO),
        }
    }
}
