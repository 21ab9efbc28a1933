//! Thumbnails: every look on the face that is in front of the source, made in the background.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::{
    Thumbnail,
    shared::{Shared, lock},
    slot::Taken,
};
use crate::{
    compose::Compositor,
    face::{Face, FaceCrop},
    language::say,
    look::Look,
    makeup::{BakeError, Baker},
    raster::Pixmap,
    resources::Resources,
    transfer,
};

/// Side of a thumbnail, pixels.
const SIDE_PX: u32 = 160;
/// Longest wait for a portrait; closing the slot ends it at once.
const IDLE: Duration = Duration::from_secs(3600);

/// A face and the picture it is in.
#[derive(Debug)]
pub(super) struct Portrait {
    pub(super) pixels: Arc<Pixmap>,
    pub(super) face: Face,
}

/// Runs until the slots are closed: one round of thumbnails for each portrait, given up as soon as a newer portrait is there.
pub(super) fn run(shared: &Shared, baker: &Baker, resources: &Resources) {
    let mut compositor = transfer::compositor(resources);
    let mut looks = Vec::new();
    while let Taken::Value(portrait) = shared.portraits.take_within(IDLE) {
        if let Some(list) = shared.wardrobe.take() {
            looks = list;
        }
        let Some(crop) = FaceCrop::of(&portrait.pixels, &portrait.face, SIDE_PX) else { continue };
        for look in &looks {
            if shared.portraits.is_full() || shared.portraits.is_closed() {
                break;
            }
            let start = Instant::now();
            match wearing(&crop, look, baker, &mut compositor) {
                Ok(picture) => hand_over(shared, Thumbnail { look: look.id.clone(), picture }),
                Err(error) => {
                    let name = say(&look.name);
                    shared.set_notice(say!("The look '{name}' cannot be shown: {error}", name = name, error = error));
                }
            }
            // Frames come first: rest as long as the work took.
            thread::sleep(start.elapsed());
        }
    }
}

fn hand_over(shared: &Shared, thumbnail: Thumbnail) {
    let mut waiting = lock(&shared.thumbnails);
    waiting.retain(|other| other.look != thumbnail.look);
    waiting.push(thumbnail);
    drop(waiting);
    shared.wake();
}

fn wearing(crop: &FaceCrop, look: &Look, baker: &Baker, compositor: &mut Compositor) -> Result<Arc<Pixmap>, BakeError> {
    // What is missing is told when the look is worn.
    let (look, _) = baker.without_missing_pictures(look);
    let atlas = baker.bake_small(&look)?;
    Ok(compositor.compose(&crop.picture, std::slice::from_ref(&crop.face), &atlas, 1.0))
}
