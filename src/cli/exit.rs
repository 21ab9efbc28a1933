//! How a run ends: exit codes, and failures told once.

use std::{io, process::ExitCode};

use super::output;

/// How a run that came to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Everything done: 0.
    Done,
    /// Some inputs failed, and each was named: 1.
    SomeFailed,
    /// The environment lacks something, and it was named: 3.
    Lacking,
}

/// Why a run stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// An input or output failed: 1.
    Input(anyhow::Error),
    /// The arguments make no sense: 2.
    Usage(anyhow::Error),
    /// The environment lacks something: 3.
    Environment(anyhow::Error),
}

impl Failure {
    pub(super) fn input(error: impl Into<anyhow::Error>) -> Self {
        Self::Input(error.into())
    }

    pub(super) fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self::Usage(error.into())
    }

    pub(super) fn environment(error: impl Into<anyhow::Error>) -> Self {
        Self::Environment(error.into())
    }

    /// What is told of it, in one line.
    pub(super) fn text(&self) -> String {
        whole_text(self.parts().0)
    }

    fn parts(&self) -> (&anyhow::Error, u8) {
        match self {
            Self::Input(error) => (error, 1),
            Self::Usage(error) => (error, 2),
            Self::Environment(error) => (error, 3),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::input(error)
    }
}

/// Prints a failure and gives the exit code. A reader that went away (`vanity looks list | head -1`) is not a failure.
pub(super) fn report(outcome: Result<Exit, Failure>) -> ExitCode {
    match outcome {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::SomeFailed) => ExitCode::from(1),
        Ok(Exit::Lacking) => ExitCode::from(3),
        Err(failure) => {
            let (error, code) = failure.parts();
            if is_broken_pipe(error) {
                return ExitCode::SUCCESS;
            }
            output::complain(&failure.text());
            if code == 3 {
                output::complain("`vanity doctor` shows what is here, what is missing, and how to mend it");
            }
            ExitCode::from(code)
        }
    }
}

/// The error and its causes in one line. Causes that the text before them already tells are left out.
pub(super) fn whole_text(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |text, cause| {
        if text.is_empty() {
            cause
        } else if text.contains(&cause) {
            text
        } else {
            format!("{text}: {cause}")
        }
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io_errors = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io_errors.into_iter().any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_has_its_code() {
        let failures = [
            Failure::input(anyhow::anyhow!("a")),
            Failure::usage(anyhow::anyhow!("b")),
            Failure::environment(anyhow::anyhow!("c")),
        ];
        assert_eq!(failures.map(|failure| failure.parts().1), [1, 2, 3]);
    }

    #[test]
    fn causes_are_told_once() {
        let told = anyhow::anyhow!("disk full").context("out.png: disk full").context("writing");
        assert_eq!(whole_text(&told), "writing: out.png: disk full");
    }

    #[test]
    fn only_a_broken_pipe_is_quiet() {
        let quiet = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).context("writing the list");
        assert!(is_broken_pipe(&quiet));
        assert!(!is_broken_pipe(&io::Error::from(io::ErrorKind::StorageFull).into()));
    }
}
