//! The same engine without a window.

mod advise;
mod apply;
mod arguments;
mod bench;
mod cameras;
mod catalog;
mod colour_check;
mod doctor;
mod evaluate;
mod exit;
mod handout;
mod json;
mod kiosk;
mod landmarks;
mod looks;
mod motion_check;
mod output;
mod parse;
mod pin;
mod plan;
mod statistics;
mod synthesise;
mod system;
mod transfer;
mod window;

use std::process::ExitCode;

use anyhow::Context;

pub use arguments::Arguments;
use arguments::Task;
use exit::{Exit, Failure};

use crate::{
    look::{Library, Look},
    resources::Resources,
};

/// Does what the arguments ask for. Failures are printed to the error output; the exit code is documented in `vanity --help`.
pub fn run(arguments: Arguments) -> ExitCode {
    let outcome = match arguments.task.unwrap_or_default() {
        Task::Open(task) => window::run(&task),
        Task::Kiosk(task) => kiosk::run(&task),
        Task::Apply(task) => apply::run(&task),
        Task::Advise(task) => advise::run(&task),
        Task::Handout(task) => handout::run(&task),
        Task::Landmarks(task) => landmarks::run(&task),
        Task::Parse(task) => parse::run(&task),
        Task::Looks(task) => looks::run(&task),
        Task::Catalog(task) => catalog::run(&task),
        Task::Cameras(task) => cameras::run(&task),
        Task::Doctor => doctor::run(),
        Task::Bench(task) => bench::run(&task),
        Task::ColourCheck(task) => colour_check::run(&task),
        Task::MotionCheck(task) => motion_check::run(&task),
        Task::Transfer(task) => transfer::run(&task),
        Task::Evaluate(task) => evaluate::run(&task),
        Task::Synthesise(task) => synthesise::run(&task),
    };
    exit::report(outcome)
}

/// The program's own files.
fn resources() -> Result<Resources, Failure> {
    Resources::locate().map_err(Failure::environment)
}

/// The built-in looks. They belong to the program, so that a missing folder is a fault of the installation.
fn library(resources: &Resources) -> Result<Library, Failure> {
    let folder = resources.asset("looks");
    Library::open(&folder).context("the built-in looks cannot be read").map_err(Failure::environment)
}

/// The look that the person names, by id or file.
fn look(resources: &Resources, id_or_path: &str) -> Result<Look, Failure> {
    library(resources)?.resolve(id_or_path).map_err(Failure::usage)
}
