//! What a person can ask for.

use std::path::PathBuf;

use super::{
    AdviceCommand, Browse, CatalogChange, ClientsChange, Lock, Reference, ShareChoice, Shared, Shot, Step, Topic,
};
use crate::{
    capture::{CameraInfo, SourceSpec},
    catalog::Item,
    compose::Card,
    look::{Look, Product},
    preferences::Appearance,
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
    /// Show the details of a product of what is worn, counted from 0, or of none.
    OpenProduct(Option<usize>),
    /// Wear this instead of a product of what is worn, counted from 0.
    Change(usize, Box<Product>),
    /// Lay a product on at another place of the order; both counted from 0, within an area.
    MoveProduct(usize, usize),
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
    /// Let a product of what is worn, counted from 0, have a shade that one can buy at one of its places, or let go of the one there.
    Bind(usize, usize, Option<Box<Item>>),
    /// Show the catalogues, or not.
    ToggleCatalog,
    /// Something happened to the catalogues.
    Catalog(CatalogChange),
    /// Show what the program is and under which licences, or not.
    ToggleAbout,
    /// Show speed, or not.
    ToggleSpeed,
    /// A change of what is shown of clients.
    Clients(ClientsChange),
    /// What the salon is called on sheets.
    NameSalon(String),
    /// Show a page of the help, or none.
    Help(Option<Topic>),
    /// The language of this code is spoken now, and the next time; `None` is the system's.
    Speak(Option<String>),
    /// Show the picture in a second window, for the screen of a client, or do not any more.
    ToggleClientScreen,
    /// Let other programs see the picture as a camera, or do not any more.
    ToggleBroadcast,
    /// Light, dark, or as the system says.
    Appear(Appearance),
    /// Size of all text over the usual one.
    ScaleText(f32),
    /// Let nothing move that need not, or do.
    ToggleStill,
    /// Choose which looks stand on the shelf.
    Browse(Browse),
    /// Show only looks that these words are in.
    Search(String),
    /// Mark the look of an id, or do not any more.
    ToggleFavourite(String),
    /// Show four looks beside each other, or not any more.
    ToggleBoard,
    /// The next look takes the place of this one of the four, counted from 0.
    ChooseQuarter(usize),
    /// Wear this one of the four, and compare no more.
    WearQuarter(usize),
    /// Wear the look that was being made when the program ended without having been closed, or forget it.
    TakeUp(bool),
    /// Go to a first step; `None` ends them.
    Welcome(Option<Step>),
    /// What the shutter takes.
    ChooseShot(Shot),
    /// Count down so many seconds before a picture is taken.
    Countdown(u8),
    /// These are the pictures that were taken, the newest first.
    Taken(Vec<PathBuf>),
    /// Show the pictures that were taken, or do not any more.
    ToggleGallery,
    /// Open the sheet from which this is given away, or close it.
    Share(Option<Shared>),
    /// How what is seen is given away.
    ChooseShare(ShareChoice),
    /// Show nothing but the picture, or everything again.
    TogglePictureOnly,
    /// The cameras that are connected now.
    CamerasListed(Vec<CameraInfo>),
    /// Show a line to the person.
    Tell(String),
    /// Take the line away.
    DismissNotice,
}
