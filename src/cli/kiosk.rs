//! `vanity kiosk`: watches over the kiosk's window. Each visit has a process of its own: when a visit is over, the next process is started
//! behind it, and the old one is ended, with everything that it had in memory.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};

use super::{Exit, Failure, arguments::Kiosk, library, output, resources};
use crate::{
    kiosk::{KioskConfig, Shop},
    language,
    ui::kiosk::{self, Ending, KioskOptions, OVER, READY},
};

/// How long the next window may take before the last one is ended all the same.
const PATIENCE: Duration = Duration::from_secs(6);
/// Waits after a process that failed: doubled each time up to the longest, and short again after a while without a fault.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const CALM: Duration = Duration::from_secs(120);

pub(super) fn run(task: &Kiosk) -> Result<Exit, Failure> {
    let config = KioskConfig::open(&task.config).map_err(Failure::usage)?;
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
    if task.visit {
        let options = KioskOptions { config, looks, shop, resources, windowed: task.windowed };
        let ending = kiosk::run(options).map_err(Failure::environment)?;
        return Ok(if ending == Ending::Left { Exit::Done } else { Exit::SomeFailed });
    }
    watch(task)
}

/// A process of one visit, and what it says.
struct Visit {
    process: Child,
    said: Receiver<String>,
    began: Instant,
}

impl Visit {
    fn begin(task: &Kiosk) -> Result<Self, Failure> {
        let program =
            std::env::current_exe().context("the program does not find itself").map_err(Failure::environment)?;
        let mut command = Command::new(program);
        command.arg("kiosk").arg("--config").arg(&task.config).arg("--visit");
        if task.windowed {
            command.arg("--windowed");
        }
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut process = started.context("the kiosk's window cannot be started").map_err(Failure::environment)?;
        let (sender, said) = channel();
        if let Some(out) = process.stdout.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        Ok(Self { process, said, began: Instant::now() })
    }

    /// Waits for a line, or for the end of the process.
    fn wait_for(&self, line: &str, patience: Duration) -> Waited {
        let deadline = Instant::now() + patience;
        loop {
            match self.said.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(said) if said == line => return Waited::Said,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Waited::Nothing,
                Err(RecvTimeoutError::Disconnected) => return Waited::Ended,
            }
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

enum Waited {
    Said,
    Nothing,
    Ended,
}

/// Visit after visit, until whoever runs the kiosk leaves it.
fn watch(task: &Kiosk) -> Result<Exit, Failure> {
    let mut visit = Visit::begin(task)?;
    let mut wait = FIRST_WAIT;
    loop {
        match visit.wait_for(OVER, Duration::from_secs(3600)) {
            Waited::Nothing => {}
            Waited::Said => {
                let next = Visit::begin(task)?;
                next.wait_for(READY, PATIENCE);
                visit = next;
            }
            Waited::Ended => {
                let status = visit.process.wait().context("the kiosk's window").map_err(Failure::environment)?;
                if status.success() {
                    return Ok(Exit::Done);
                }
                wait = if visit.began.elapsed() > CALM { FIRST_WAIT } else { (wait * 2).min(LONGEST_WAIT) };
                output::complain(&format!(
                    "the kiosk's window ended ({status}); it starts again in {} s",
                    wait.as_secs()
                ));
                std::thread::sleep(wait);
                visit = Visit::begin(task)?;
            }
        }
    }
}
