//! The picture that a visitor takes home: made and offered beside the window, which goes on meanwhile.

use std::{
    net::IpAddr,
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError, channel},
    },
};

use egui::Context;

use super::aside;
use crate::{language::say, pipeline::Composite, raster::codec, service::Handover};

/// How far a picture has come that is to be taken home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It is being made.
    Making,
    /// Where it can be fetched.
    At(String),
    /// Why it cannot, in words for the visitor.
    Not(String),
}

/// A picture that is offered as long as this lives.
pub struct Offering {
    /// Until that is known.
    made: Option<Receiver<Result<Handover, String>>>,
    handover: Option<Handover>,
}

impl Offering {
    /// Begins to make it, from memory alone, and to offer it at an address of this computer.
    pub fn begin(ctx: &Context, composite: Arc<Composite>, address: Option<IpAddr>) -> Self {
        let (sender, made) = channel();
        let ctx = ctx.clone();
        aside("vanity-offering", move || {
            let jpeg =
                codec::encode(Path::new("vanity.jpg"), &composite.made_up, None).map_err(|error| error.to_string());
            let begun = jpeg.and_then(|jpeg| Handover::begin(jpeg, address).map_err(|error| error.to_string()));
            // The visitor may have gone on: then it is offered to nobody.
            let _ = sender.send(begun);
            ctx.request_repaint();
        });
        Self { made: Some(made), handover: None }
    }

    /// What has become of it, once that is known.
    pub fn outcome(&mut self) -> Option<Offer> {
        let outcome = match self.made.as_ref()?.try_recv() {
            Ok(Ok(handover)) => Offer::At(self.handover.insert(handover).url().to_owned()),
            Ok(Err(problem)) => {
                tracing::warn!("a picture cannot be offered: {problem}");
                not_now()
            }
            Err(TryRecvError::Disconnected) => not_now(),
            Err(TryRecvError::Empty) => return None,
        };
        self.made = None;
        Some(outcome)
    }
}

/// In words for a visitor: what is in the way is for whoever runs the kiosk, in its log.
fn not_now() -> Offer {
    Offer::Not(say("The picture cannot be offered now. Go back, and try again.").into())
}

impl Drop for Offering {
    fn drop(&mut self) {
        // A telephone that takes its time keeps the thread that serves it, and nobody else.
        if let Some(handover) = self.handover.take() {
            aside("vanity-taking-back", move || drop(handover));
        }
    }
}
