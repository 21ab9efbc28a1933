//! `vanity kiosk --hash-pin`: what can stand for a PIN in a kiosk's file.

use std::io::{self, IsTerminal};

use super::{Exit, Failure, output};
use crate::kiosk::Pin;

pub(super) fn run() -> Result<Exit, Failure> {
    let terminal = io::stdin().is_terminal();
    if terminal {
        output::complain("type the PIN and press Enter; it is not shown");
    }
    let line = if terminal { unseen(line) } else { line() }?;
    let pin = Pin::parse(line.trim()).map_err(Failure::usage)?;
    if !pin.is_plain() {
        return Err(Failure::usage(anyhow::anyhow!("this is a hash already: write it into the kiosk's file")));
    }
    output::say(&format!("pin = \"{}\"", pin.hashed().map_err(Failure::environment)?))?;
    Ok(Exit::Done)
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}

/// Reads without showing what is typed, where the terminal can do that.
#[cfg(unix)]
fn unseen(read: impl FnOnce() -> io::Result<String>) -> io::Result<String> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let Ok(before) = tcgetattr(io::stdin()) else { return read() };
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO);
    tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
    let line = read();
    tcsetattr(io::stdin(), OptionalActions::Flush, &before)?;
    line
}

#[cfg(not(unix))]
fn unseen(read: impl FnOnce() -> io::Result<String>) -> io::Result<String> {
    read()
}
