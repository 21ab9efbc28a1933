//! What a person can ask for.

use std::path::PathBuf;

use super::{AdviceCommand, Appearance, Lock, Reference};
use crate::{
    capture::{CameraInfo, SourceSpec},
    compose::Card,
    look::Look,
};

/// One wish.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Wear the look of an id, or nothing.
    Wear(Option<String>),
    /// Put a look from a file on the shelf and wear it.
    TryOn(Box<Look>),
    /// Wear the look at a place on the shelf, counted from 0.
    WearNth(usize),
    /// Go along the shelf.
    Step(isize),
    /// Keep what an area or a product has while other looks are tried, or do not any more.
    ToggleLock(Lock),
    /// Lay on so much of a product of what is worn, counted from 0; 0..=1 of a full layer. Until [`Command::Settle`], all of these for
    /// one product are one step of the history.
    Cover(usize, f32),
    /// The product's coverage is as the person wants it.
    Settle,
    /// Take a product of what is worn off, or put it on again; counted from 0.
    ToggleProduct(usize),
    /// Wear the look as it is written, without what was changed and what was kept.
    Reset,
    /// Show the products of what is worn, or not.
    ToggleProducts,
    /// Open the panel of advice, or close it and forget what was read.
    ToggleAdvice,
    /// A change of the advice.
    Advice(AdviceCommand),
    /// Go back to what was worn before.
    Undo,
    /// Go forward again.
    Redo,
    /// How strongly, 0..=1.
    Intensity(f32),
    /// Take the picture from somewhere else.
    Open(SourceSpec),
    /// Show as in a mirror, or not.
    ToggleMirror,
    /// Show before and after beside each other, or not.
    ToggleSplit,
    /// Move the line between before and after; share of the picture's width.
    MoveSplit(f32),
    /// Press or let go of "before".
    HoldBefore(bool),
    /// Choose a card in the picture that tells the light, or stop choosing.
    PickCard(Option<Card>),
    /// The chosen card is here: shares of the picture's width and height, 0..=1.
    PlaceCard([f32; 2]),
    /// Guess the light again.
    ForgetCard,
    /// Show the photo that a look is copied from, or none; once the look is read, it is worn.
    ShowReference(Option<Reference>),
    /// Wear a look that was finished around what is locked.
    Finished(Box<Look>),
    /// Begin to mix what is worn with the look that is chosen next, or stop mixing.
    ToggleMix,
    /// How far from the first look to the second, 0..=1.
    MoveMix(f32),
    /// Wear the mix that was wanted.
    Mixed(Box<Look>),
    /// Ask what a photo that was dropped is for, or do not any more.
    Offer(Option<PathBuf>),
    /// Lay over the picture what the program sees in it, or do not any more.
    ToggleExplain,
    /// Show what the program is and under which licences, or not.
    ToggleAbout,
    /// Show speed, or not.
    ToggleSpeed,
    /// Show the keyboard's shortcuts, or not.
    ToggleShortcuts,
    /// Light, dark, or as the system says.
    Appear(Appearance),
    /// Show the looks of one family, or all.
    ShowFamily(Option<String>),
    /// The cameras that are connected now.
    CamerasListed(Vec<CameraInfo>),
    /// Show a line to the person.
    Tell(String),
    /// Take the line away.
    DismissNotice,
}
