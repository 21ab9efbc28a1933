//! The application's state without a window: commands in, state out.
