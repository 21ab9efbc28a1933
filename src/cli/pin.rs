//! `vanity kiosk --hash-pin`: what can stand for a PIN in a kiosk's file.

use std::io::{self, BufRead, IsTerminal};

use super::{Exit, Failure, output};
use crate::kiosk::Pin;

pub(super) fn run() -> Result<Exit, Failure> {
    let terminal = io::stdin().is_terminal();
    if terminal {
        output::complain("type the PIN and press Enter; it is not shown");
    }
    let line = if terminal { unseen() } else { line() }?;
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
///
/// Ctrl+C ends the line instead of the program, which would leave the terminal mute.
#[cfg(unix)]
fn unseen() -> io::Result<String> {
    use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
    const CTRL_C: u8 = 3;
    let Ok(before) = tcgetattr(io::stdin()) else { return line() };
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
    quiet.special_codes[SpecialCodeIndex::VEOL] = CTRL_C;
    tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
    let mut line = Vec::new();
    let read = io::stdin().lock().fill_buf().map(|typed| line.extend_from_slice(typed));
    tcsetattr(io::stdin(), OptionalActions::Flush, &before)?;
    read?;
    if line.contains(&CTRL_C) {
        return Err(io::Error::new(io::ErrorKind::Interrupted, "broken off: no PIN was taken"));
    }
    String::from_utf8(line).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the PIN is not text"))
}

#[cfg(not(unix))]
fn unseen() -> io::Result<String> {
    line()
}
