//! Pictures on the graphics card.

use std::{collections::HashMap, sync::Arc};

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::{
    pipeline::{Composite, Thumbnail},
    raster::Pixmap,
};

/// The newest composite and the thumbnails, as textures.
#[derive(Default)]
pub struct Pictures {
    composite: Option<Arc<Composite>>,
    after: Option<TextureHandle>,
    before: Option<TextureHandle>,
    before_is_of: u64,
    thumbnails: HashMap<String, TextureHandle>,
}

impl Pictures {
    /// Takes the newest composite; the bare frame goes to the card only when it is to be seen.
    pub fn show(&mut self, ctx: &Context, composite: Arc<Composite>) {
        put(ctx, &mut self.after, "after", &composite.made_up);
        self.before_is_of = u64::MAX;
        self.composite = Some(composite);
    }

    /// The newest composite.
    pub fn composite(&self) -> Option<&Arc<Composite>> {
        self.composite.as_ref()
    }

    /// Made up.
    pub fn after(&self) -> Option<&TextureHandle> {
        self.after.as_ref()
    }

    /// Bare.
    pub fn before(&mut self, ctx: &Context) -> Option<&TextureHandle> {
        let frame = &self.composite.as_ref()?.frame;
        if self.before_is_of != frame.seq {
            put(ctx, &mut self.before, "before", &frame.pixels);
            self.before_is_of = frame.seq;
        }
        self.before.as_ref()
    }

    /// Takes a new thumbnail.
    pub fn thumbnail_made(&mut self, ctx: &Context, thumbnail: &Thumbnail) {
        let mut handle = self.thumbnails.remove(&thumbnail.look);
        put(ctx, &mut handle, &thumbnail.look, &thumbnail.picture);
        self.thumbnails.extend(handle.map(|handle| (thumbnail.look.clone(), handle)));
    }

    /// The thumbnail of a look.
    pub fn thumbnail(&self, look: &str) -> Option<&TextureHandle> {
        self.thumbnails.get(look)
    }

    /// Forgets all pictures: the source has changed.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

fn put(ctx: &Context, handle: &mut Option<TextureHandle>, name: &str, picture: &Pixmap) {
    let image = ColorImage::new(picture.size(), bytemuck::cast_slice(picture.pixels()).to_vec());
    match handle {
        Some(handle) => handle.set(image, TextureOptions::LINEAR),
        None => *handle = Some(ctx.load_texture(name, image, TextureOptions::LINEAR)),
    }
}
