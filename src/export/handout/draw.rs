//! Boxes to a PDF.

use std::num::NonZeroU16;

use image::RgbImage;
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    geom::{PathBuilder, Point, Rect, Size, Transform},
    image::Image,
    page::PageSettings,
    paint::{Fill, Paint, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagKind, TagTree},
};

use super::{
    Fonts, Sheet, SheetError,
    block::{Frame, Item, Mark, Which},
    fonts::Letter,
    layout::Layout,
    lines::Line,
    metadata, picture, runs,
    style::{Colour, PAGE, Role, STAGE, Style},
};

/// Width of the line around letters of the further font that stand for bold ones, in parts of the size.
const BOLDER: f32 = 0.022;

/// Draws the boxes.
///
/// # Errors
/// [`SheetError`] where a picture or a font cannot be embedded.
pub fn pdf(sheet: &Sheet, layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, SheetError> {
    let mut document = Document::new_with(SerializeSettings { no_device_cs: true, ..SerializeSettings::default() });
    let language = Some(sheet.words.language.clone()).filter(|tag| !tag.is_empty());
    let mut tags = TagTree::new().with_lang(language);
    for items in layout {
        let settings = PageSettings::from_wh(PAGE[0], PAGE[1])
            .ok_or_else(|| SheetError::Pdf("no page of this size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for item in items {
            let kind = draw(&mut surface, sheet, fonts, item)?;
            if let Some((kind, identifier)) = kind {
                let mut group = TagGroup::new(kind);
                group.push(identifier);
                tags.push(group);
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tags);
    document.set_metadata(metadata::metadata(sheet, fonts));
    document.finish().map_err(|error| SheetError::Pdf(error.to_string()))
}

/// What is read out, and the place on the page that it stands for.
type Heard = (TagKind, krilla::tagging::Identifier);

fn draw(surface: &mut Surface<'_>, sheet: &Sheet, fonts: &Fonts, item: &Item) -> Result<Option<Heard>, SheetError> {
    let kind = kind(sheet, item);
    let tag = match (&kind, &item.mark) {
        (None, Mark::Text(..)) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
        (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        (Some(_), Mark::Text(..)) => ContentTag::Span(SpanTag::empty()),
        (Some(_), _) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    let drawn = match &item.mark {
        Mark::Text(style, lines) => {
            text(surface, fonts, item.frame, style, lines);
            Ok(())
        }
        Mark::Disc(colour) => {
            disc(surface, item.frame, *colour);
            Ok(())
        }
        Mark::Panel(colour) => {
            panel(surface, item.frame, *colour);
            Ok(())
        }
        Mark::Picture(which) => photo(surface, pixels(sheet, *which), item.frame),
    };
    surface.end_tagged();
    drawn.map(|()| Some((kind?, identifier)))
}

/// What it is to somebody who hears the sheet; `None` for what only the eye needs.
fn kind(sheet: &Sheet, item: &Item) -> Option<TagKind> {
    match &item.mark {
        Mark::Text(Style { role: Role::Heading(level), .. }, _) => Some(Tag::Hn(NonZeroU16::new(*level)?, None).into()),
        Mark::Text(Style { role: Role::Text, .. }, _) => Some(Tag::P.into()),
        Mark::Picture(which) => {
            let words = match which {
                Which::Before => sheet.words.before.clone(),
                Which::After => sheet.words.after.clone(),
                Which::Step(at) => sheet.steps.get(*at)?.title.clone(),
            };
            Some(Tag::Figure(Some(words)).into())
        }
        _ => None,
    }
}

fn pixels(sheet: &Sheet, which: Which) -> Option<&RgbImage> {
    match which {
        Which::Before => Some(&sheet.before),
        Which::After => Some(&sheet.after),
        Which::Step(at) => sheet.steps.get(at)?.picture.as_ref(),
    }
}

fn text(surface: &mut Surface<'_>, fonts: &Fonts, frame: Frame, style: &Style, lines: &[Line]) {
    surface.set_fill(Some(fill(style.colour)));
    let bold = Stroke { paint: paint(style.colour), width: style.size * BOLDER, ..Stroke::default() };
    for (at, line) in lines.iter().enumerate() {
        let baseline = frame.top + at as f32 * style.leading + style.baseline();
        let mut left = frame.left;
        for run in runs::runs(fonts, style.letter, style.tracking, &line.text) {
            // The further font has one weight only.
            surface.set_stroke((run.further && style.letter == Letter::Strong).then(|| bold.clone()));
            surface.draw_glyphs(
                Point::from_xy(left, baseline),
                &run.glyphs,
                run.face.font.clone(),
                run.text,
                style.size,
                false,
            );
            left += run.width() * style.size;
        }
    }
    surface.set_stroke(None);
}

fn disc(surface: &mut Surface<'_>, frame: Frame, colour: Colour) {
    // How far the handles of four curves stand from their ends, in parts of the radius, for a circle.
    const HANDLE: f32 = 0.552_285;
    let radius = frame.width / 2.0;
    let (x, y, handle) = (frame.left + radius, frame.top + radius, radius * HANDLE);
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path.close();
    surface.set_fill(Some(fill(colour)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn panel(surface: &mut Surface<'_>, frame: Frame, colour: Colour) {
    let Some(rect) = Rect::from_xywh(frame.left, frame.top, frame.width, frame.height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    surface.set_fill(Some(fill(colour)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn photo(surface: &mut Surface<'_>, pixels: Option<&RgbImage>, frame: Frame) -> Result<(), SheetError> {
    let bytes = match pixels {
        Some(pixels) => picture::jpeg(pixels, frame)?,
        None => None,
    };
    match (bytes, Size::from_wh(frame.width, frame.height)) {
        (Some(bytes), Some(size)) => {
            let image = Image::from_jpeg(bytes.into(), true).map_err(SheetError::Picture)?;
            surface.push_transform(&Transform::from_translate(frame.left, frame.top));
            surface.draw_image(image, size);
            surface.pop();
        }
        _ => panel(surface, frame, STAGE),
    }
    Ok(())
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint(colour), ..Fill::default() }
}

fn paint([red, green, blue]: Colour) -> Paint {
    rgb::Color::new(red, green, blue).into()
}
