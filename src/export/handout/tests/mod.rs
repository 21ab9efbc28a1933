//! Whole sheets: laid out, drawn, and read back.

mod hostile;
mod layout;
mod read_back;
mod sample;
