//! The `vanity` program.
fn main() {}
