//! Several looks on one frame, beside each other.

use std::{sync::Arc, time::Duration};

use super::{shared::Shared, slot::Taken};
use crate::{
    compose::Compositor,
    face::Face,
    geometry::Vec2,
    language::say,
    makeup::{Atlas, Baker},
    raster::{Pixmap, resize},
    resources::Resources,
    transfer,
};

/// Longest wait for looks; closing the slot ends it at once.
const IDLE: Duration = Duration::from_secs(3600);
/// Sides of each picture over those of the frame: four of them have the room of one.
const SMALL: f32 = 0.5;

/// Paints the looks of each list that is asked for, until the slots are closed. A look that cannot be painted is told, and is bare.
pub(super) fn run(shared: &Shared, baker: &Baker) {
    while let Taken::Value(looks) = shared.beside.take_within(IDLE) {
        let atlases = looks.iter().map(|look| {
            let (look, _) = baker.without_missing_pictures(look);
            let baked = baker.bake_small(&look).inspect_err(|error| {
                let name = say(&look.name);
                shared.set_notice(say!("The look '{name}' cannot be shown: {error}", name = name, error = error));
            });
            baked.ok().map(Arc::new)
        });
        shared.beside_atlases.put(atlases.collect());
        shared.wake();
    }
}

/// Shows one frame in several looks. It has a compositor of its own: what is remembered of a face's light belongs to a size.
pub(super) struct Beside(Compositor);

impl Beside {
    pub(super) fn new(resources: &Resources) -> Self {
        Self(transfer::compositor(resources))
    }

    /// The frame in half its size, once in each look.
    pub(super) fn show(
        &mut self,
        frame: &Pixmap,
        faces: &[Face],
        atlases: &[Option<Arc<Atlas>>],
        intensity: f32,
    ) -> Vec<Arc<Pixmap>> {
        let side = |side: u32| ((side as f32 * SMALL).round() as u32).max(1);
        let small = Arc::new(resize::resized(frame, side(frame.width()), side(frame.height())));
        let scale = small.width() as f32 / frame.width() as f32;
        let faces: Vec<Face> = faces.iter().map(|face| face.moved(Vec2::ZERO, scale)).collect();
        let worn = |atlas: &Option<Arc<Atlas>>| match atlas {
            Some(atlas) => self.0.compose(&small, &faces, atlas, intensity),
            None => Arc::clone(&small),
        };
        atlases.iter().map(worn).collect()
    }
}
