//! The `vanity` program.

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let arguments = vanity::cli::Arguments::parse();
    // Without VANITY_LOG only this program's own warnings are told; libraries chatter.
    let filter = EnvFilter::try_from_env("VANITY_LOG").unwrap_or_else(|_| EnvFilter::new("off,vanity=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
    vanity::cli::run(arguments)
}
