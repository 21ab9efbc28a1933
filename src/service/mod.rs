//! What the program gives to the local network, where whoever runs it has switched that on. No other room touches a network.

mod handover;

pub use handover::{Handover, HandoverError};
