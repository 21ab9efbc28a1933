//! Pictures on the graphics card.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::{ColorImage, Context, Rect, TextureHandle, TextureId, TextureOptions, pos2, vec2};

use super::{explain::Legend, roll::image};
use crate::{
    advisor::skin::Concern,
    compose::explain,
    face::{self, Face},
    geometry::Vec2,
    pipeline::{Composite, Thumbnail},
    raster::Pixmap,
    studio::{AdviceReading, Studio},
    transfer::Photo,
};

/// Height of what is shown of a compared look over that of the face.
const OVER_FACE: f32 = 1.9;
/// How far a face may move, as a share of what is shown, before what is shown moves with it.
const STAYS: f32 = 0.12;
/// All of a picture.
pub(super) const WHOLE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1.0, 1.0) };

/// The newest composite and the thumbnails, as textures.
#[derive(Default)]
pub struct Pictures {
    composite: Option<Arc<Composite>>,
    after: Option<TextureHandle>,
    before: Option<TextureHandle>,
    before_is_of: u64,
    /// Whether what the program sees is drawn over both.
    explained: bool,
    /// What is drawn over them then, and where: its corners, pixels of the picture.
    veils: Vec<(TextureHandle, [Vec2; 4])>,
    legend: Legend,
    thumbnails: HashMap<String, TextureHandle>,
    /// The looks that are compared.
    beside: Vec<TextureHandle>,
    /// The part of them that is shown, shares of the picture.
    near: Option<Rect>,
    /// Pictures that were taken; `None` while one is read.
    taken: HashMap<PathBuf, Option<TextureHandle>>,
    /// The photo that a look is copied from.
    reference: Option<(Arc<Photo>, TextureHandle)>,
    /// The heat map that lies over the face: of which reading and concern.
    heat: Option<(Arc<AdviceReading>, Concern, TextureHandle)>,
    /// The step of the guide that is shown.
    step: Option<(Arc<Pixmap>, TextureHandle)>,
    /// Pictures on the client card that is open.
    kept: Vec<(Arc<Pixmap>, TextureHandle)>,
}

impl Pictures {
    /// Takes the newest composite; the bare frame goes to the card only when it is to be seen.
    pub fn show(&mut self, ctx: &Context, composite: Arc<Composite>) {
        self.composite = Some(composite);
        self.draw(ctx);
    }

    /// Lays over the pictures what the program sees in them, or takes it away. The composite itself stays as it is.
    pub fn explain(&mut self, ctx: &Context, explained: bool) {
        if self.explained != explained {
            self.explained = explained;
            self.lay_veils(ctx);
        }
    }

    /// What stands for what in the explained pictures.
    pub fn legend(&self) -> &Legend {
        &self.legend
    }

    fn draw(&mut self, ctx: &Context) {
        let Some(composite) = &self.composite else { return };
        put(ctx, &mut self.after, "after", &composite.made_up);
        self.beside.truncate(composite.beside.len());
        for (number, picture) in composite.beside.iter().enumerate() {
            let mut handle = (number < self.beside.len()).then(|| self.beside.remove(number));
            put(ctx, &mut handle, "beside", picture);
            handle.into_iter().for_each(|handle| self.beside.insert(number, handle));
        }
        self.before_is_of = u64::MAX;
        self.lay_veils(ctx);
    }

    /// Small textures that the graphics card makes large: on the picture itself this would take longer than painting it.
    fn lay_veils(&mut self, ctx: &Context) {
        let faces = self.composite.iter().filter(|_| self.explained).flat_map(|composite| composite.faces.iter());
        let faces: Vec<Face> = faces.cloned().collect();
        self.legend = if self.explained { Legend::of(&faces) } else { Legend::default() };
        let mut kept = std::mem::take(&mut self.veils).into_iter();
        for veil in explain::veils(&faces) {
            let cells: Vec<[u8; 4]> = veil.cells.pixels().to_vec();
            let image = ColorImage::from_rgba_premultiplied(veil.cells.size(), cells.as_flattened());
            let handle = match kept.next() {
                Some((mut handle, _)) => {
                    handle.set(image, TextureOptions::LINEAR);
                    handle
                }
                None => ctx.load_texture("veil", image, TextureOptions::LINEAR),
            };
            self.veils.push((handle, veil.corners));
        }
    }

    /// What is drawn over the picture, the lowest first: textures and where their corners (upper left, then clockwise) lie, pixels.
    pub fn veils(&self) -> impl Iterator<Item = (TextureId, [Vec2; 4])> {
        self.veils.iter().map(|(handle, corners)| (handle.id(), *corners))
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
        let composite = self.composite.as_ref()?;
        if self.before_is_of != composite.frame.seq {
            put(ctx, &mut self.before, "before", &composite.frame.pixels);
            self.before_is_of = composite.frame.seq;
        }
        self.before.as_ref()
    }

    /// The photo that a look is copied from.
    pub fn reference(&mut self, ctx: &Context, photo: &Arc<Photo>) -> TextureId {
        let kept = self.reference.take().filter(|(of, _)| Arc::ptr_eq(of, photo));
        let (_, texture) = self.reference.insert(kept.unwrap_or_else(|| {
            (Arc::clone(photo), ctx.load_texture("reference", image(&photo.preview), TextureOptions::LINEAR))
        }));
        texture.id()
    }

    /// Lets go of the photo that a look was copied from.
    pub fn forget_reference(&mut self) {
        self.reference = None;
    }

    /// The looks that are compared, in their order.
    pub fn beside(&self) -> &[TextureHandle] {
        &self.beside
    }

    /// The part of the picture around its largest face, as shares of the picture, in the proportion (width over height) that is asked for;
    /// the middle where there is no face. It stays where it is while the face moves a little.
    pub fn around_face(&mut self, proportion: f32) -> Rect {
        let Some(composite) = &self.composite else { return WHOLE };
        let size = composite.made_up.size().map(|side| side as f32);
        let wanted = match face::largest(&composite.faces) {
            Some(face) => {
                around(vec2(face.bounds.center().x, face.bounds.center().y), face.bounds.size().y, size, proportion)
            }
            None => around(vec2(size[0], size[1]) / 2.0, size[1], size, proportion),
        };
        let moved = |kept: &Rect| {
            let room = STAYS * wanted.size();
            let off = kept.center() - wanted.center();
            off.x.abs() > room.x || off.y.abs() > room.y || (kept.height() / wanted.height()).ln().abs() > STAYS
        };
        let near = self.near.filter(|kept| !moved(kept)).unwrap_or(wanted);
        *self.near.insert(near)
    }

    /// A picture that was taken, once it is read.
    pub fn taken(&self, path: &Path) -> Option<&TextureHandle> {
        self.taken.get(path)?.as_ref()
    }

    /// Whether a picture that was taken has to be read; asked once for each.
    pub fn wants_taken(&mut self, path: &Path) -> bool {
        let known = self.taken.contains_key(path);
        self.taken.entry(path.into()).or_default();
        !known
    }

    /// Takes a picture that was read.
    pub fn taken_read(&mut self, ctx: &Context, path: PathBuf, image: ColorImage) {
        self.taken.insert(path, Some(ctx.load_texture("taken", image, TextureOptions::LINEAR)));
    }

    /// Takes up the heat map that is to be shown, or lets go of it.
    pub fn heat(&mut self, ctx: &Context, studio: &Studio) {
        let advising = studio.advising.as_ref();
        let wanted = advising.and_then(|advising| advising.reading().zip(advising.heat));
        let kept = self.heat.take().filter(|(of, concern, _)| {
            wanted.is_some_and(|(reading, wanted)| Arc::ptr_eq(of, reading) && *concern == wanted)
        });
        let Some((reading, concern)) = wanted else { return };
        self.heat = kept.or_else(|| {
            let finding = reading.advice.skin.iter().find(|finding| finding.concern == concern)?;
            let map = finding.heat.picture();
            let image = ColorImage::from_rgba_premultiplied(map.size(), map.data());
            Some((Arc::clone(reading), concern, ctx.load_texture("heat", image, TextureOptions::LINEAR)))
        });
    }

    /// The heat map over the face.
    pub fn shown_heat(&self) -> Option<TextureId> {
        self.heat.as_ref().map(|(.., texture)| texture.id())
    }

    /// The picture of a step of the guide.
    pub fn step(&mut self, ctx: &Context, picture: &Arc<Pixmap>) -> TextureId {
        let kept = self.step.take().filter(|(of, _)| Arc::ptr_eq(of, picture));
        let (_, texture) = self.step.insert(kept.unwrap_or_else(|| {
            let image = image(picture);
            (Arc::clone(picture), ctx.load_texture("step", image, TextureOptions::LINEAR))
        }));
        texture.id()
    }

    /// Lets go of the guide's picture.
    pub fn forget_step(&mut self) {
        self.step = None;
    }

    /// A picture on a client's card.
    pub fn kept(&mut self, ctx: &Context, picture: &Arc<Pixmap>) -> TextureHandle {
        if let Some((_, texture)) = self.kept.iter().find(|(of, _)| Arc::ptr_eq(of, picture)) {
            return texture.clone();
        }
        let image = image(picture);
        let texture = ctx.load_texture("kept", image, TextureOptions::LINEAR);
        self.kept.push((Arc::clone(picture), texture.clone()));
        texture
    }

    /// Lets go of pictures that are on no card that is open.
    pub fn forget_kept(&mut self, studio: &Studio) {
        let on_card = studio.clients.card.as_ref().map_or(&[][..], |card| &card.pictures);
        self.kept.retain(|(picture, _)| on_card.iter().any(|(.., other)| Arc::ptr_eq(picture, other)));
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

    /// Forgets what is seen now, but no thumbnails: the source gives no picture.
    pub fn forget_frame(&mut self) {
        (self.composite, self.after, self.before, self.before_is_of) = (None, None, None, 0);
    }

    /// Forgets all pictures: the source has changed.
    pub fn forget(&mut self) {
        *self = Self { reference: self.reference.take(), taken: std::mem::take(&mut self.taken), ..Self::default() };
    }
}

/// The part of a picture of a size in pixels around a face, as shares of it and within it.
fn around(middle: egui::Vec2, face_height: f32, [width, height]: [f32; 2], proportion: f32) -> Rect {
    let tall = (face_height * OVER_FACE).min(height).min(width / proportion);
    let size = vec2(tall * proportion, tall);
    let within = |middle: f32, size: f32, whole: f32| middle.clamp(size / 2.0, (whole - size / 2.0).max(size / 2.0));
    let middle = pos2(within(middle.x, size.x, width), within(middle.y, size.y, height));
    let part = Rect::from_center_size(middle, size);
    Rect::from_min_max(
        pos2(part.left() / width, part.top() / height),
        pos2(part.right() / width, part.bottom() / height),
    )
}

fn put(ctx: &Context, handle: &mut Option<TextureHandle>, name: &str, picture: &Pixmap) {
    let image = image(picture);
    match handle {
        Some(handle) => handle.set(image, TextureOptions::LINEAR),
        None => *handle = Some(ctx.load_texture(name, image, TextureOptions::LINEAR)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_face_stays_within_the_picture_and_keeps_its_proportion() {
        for (middle, height) in [(vec2(640.0, 360.0), 200.0), (vec2(20.0, 10.0), 300.0), (vec2(1270.0, 700.0), 5000.0)]
        {
            for proportion in [0.5, 1.0, 1.6, 4.0] {
                let part = around(middle, height, [1280.0, 720.0], proportion);
                assert!(
                    part.min.x >= -1e-4 && part.min.y >= -1e-4 && part.max.x <= 1.0001 && part.max.y <= 1.0001,
                    "{part:?}"
                );
                let shown = part.width() * 1280.0 / (part.height() * 720.0);
                assert!((shown / proportion - 1.0).abs() < 1e-3, "{shown} instead of {proportion}");
            }
        }
    }
}
