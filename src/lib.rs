//! Vanity: a virtual makeup studio. A camera, a photo or a clip goes in; the same picture comes out wearing a look.
//!
//! Modules stand in the order data walks through them. A module may import only modules listed above it
//! (`tests/layering.rs` checks this).

pub mod resources;

pub mod files;

pub mod language;

pub mod preferences;

pub mod salon;

pub mod geometry;

pub mod raster;

pub mod look;

pub mod catalog;

pub mod inference;

pub mod capture;

pub mod face;

pub mod makeup;

pub mod compose;

pub mod transfer;

pub mod advisor;

pub mod pipeline;

pub mod export;

pub mod studio;

pub mod kiosk;

pub mod service;

pub mod ui;

pub mod cli;
