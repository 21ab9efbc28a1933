//! What other programs see as a camera, while the person wishes that.

use std::sync::Arc;

use egui::Context;

use crate::{
    capture::SourceSpec,
    export::virtual_camera::{Broadcast, BroadcastStatus},
    pipeline::{Composite, Engine, SourceStatus},
    studio::{Command, Studio},
};

/// The broadcast, while there is one.
#[derive(Default)]
pub struct OnAir(Option<Broadcast>);

impl OnAir {
    /// Begins and ends as the state says, and tells the state how it goes. The engine sends the pictures past the window: they go on
    /// while it is out of sight.
    pub fn follow(&mut self, ctx: &Context, studio: &mut Studio, engine: &Engine, newest: Option<&Arc<Composite>>) {
        if studio.broadcast.is_some() != self.0.is_some() {
            let wake = ctx.clone();
            let begin = || Broadcast::start(seen_through(studio), Arc::new(move || wake.request_repaint()));
            self.0 = studio.broadcast.is_some().then(begin);
            let pictures = self.0.as_ref().map(Broadcast::pictures);
            // A still gives no more composites by itself.
            if let (Some(pictures), Some(composite)) = (&pictures, newest) {
                pictures.put(Arc::clone(composite));
            }
            engine.also_give(pictures);
        }
        match self.0.as_ref().map(Broadcast::status) {
            Some(BroadcastStatus::Failed(reason)) => {
                (self.0, studio.broadcast) = (None, None);
                engine.also_give(None);
                studio.update(Command::Tell(reason));
            }
            status => studio.broadcast = status,
        }
    }
}

/// What the camera is called that the picture comes from.
fn seen_through(studio: &Studio) -> Option<String> {
    match (&studio.source, &studio.status) {
        (SourceSpec::Camera(_), SourceStatus::Streaming(told)) => told.split(" · ").next().map(str::to_owned),
        _ => None,
    }
}
