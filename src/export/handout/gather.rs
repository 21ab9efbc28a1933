//! From a face and what it wears to the sheet that a client takes home.

use image::RgbImage;

use super::{Fonts, Product as Shown, Sheet, SheetError, Step as ShownStep, Words};
use crate::{
    advisor::{
        Advice,
        guide::{Guide, GuidePainter, close_up},
    },
    face::{Face, FaceCrop},
    language::say,
    look::{Article, Look, Product, names::capitalized},
    raster::{
        Pixmap,
        color::hex,
        lab::{Illuminant, rgb8_from_lab},
    },
    resources::Resources,
};

/// Side of the pictures before and after, pixels.
const PICTURE_PX: u32 = 1000;
/// The letters that the house's other fonts lack.
const CHINESE: &[u8] = include_bytes!("../../../assets/fonts/noto-sans-sc-regular.otf");

/// What a sheet is about.
pub struct Handout<'a> {
    /// The bare frame.
    pub before: &'a Pixmap,
    /// The same frame, made up.
    pub after: &'a Pixmap,
    /// The face in both that it is about.
    pub face: &'a Face,
    /// What is worn.
    pub look: &'a Look,
    /// How deep the skin is that it was painted on ([`Look::on`]).
    pub skin_depth: f32,
    /// What the frame tells, where it was read.
    pub advice: Option<&'a Advice>,
    /// Who gives the sheet; may be empty.
    pub salon: &'a str,
    /// Who takes it home; may be empty.
    pub client: &'a str,
    /// What the consultant wrote; may be empty.
    pub notes: &'a str,
}

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum HandoutError {
    /// The face lies outside of the picture.
    #[error("{}", say("the face is not in the picture"))]
    NoFace,
    /// The sheet itself.
    #[error(transparent)]
    Sheet(#[from] SheetError),
}

/// The sheet as the bytes of a PDF file, in the language that is spoken.
///
/// # Errors
/// [`HandoutError`] says what is wrong.
pub fn gathered(handout: &Handout, resources: &Resources) -> Result<Vec<u8>, HandoutError> {
    let fonts = Fonts::house()?.with_further(CHINESE.to_vec(), 0)?;
    Ok(super::pdf(&sheet(handout, resources)?, &fonts)?)
}

fn sheet(handout: &Handout, resources: &Resources) -> Result<Sheet, HandoutError> {
    let around = |picture: &Pixmap| FaceCrop::of(picture, handout.face, PICTURE_PX).map(|crop| rgb(&crop.picture));
    let look = handout.look.on(handout.skin_depth);
    let worn = look.products.iter().filter(|product| product.coverage() > 0.0);
    let skin =
        handout.advice.and_then(|advice| advice.tone.as_ref()).map(|tone| rgb8_from_lab(tone.lab, Illuminant::D65));
    Ok(Sheet {
        words: Words::spoken(),
        salon: given(handout.salon),
        client: given(handout.client),
        date: jiff::ZonedDateTime::now().strftime("%Y-%m-%d").to_string(),
        look: say(&look.name).into(),
        about: given(say(&look.description)),
        before: around(handout.before).ok_or(HandoutError::NoFace)?,
        after: around(handout.after).ok_or(HandoutError::NoFace)?,
        facts: handout.advice.map(facts).unwrap_or_default(),
        notes: given(handout.notes),
        products: worn.flat_map(|product| products(product, skin)).collect(),
        steps: steps(handout, resources),
    })
}

/// What was read off the face: name and value.
pub fn facts(advice: &Advice) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String| facts.push((say(name).to_owned(), value));
    if let Some(tone) = &advice.tone {
        let (angle, doubt) = (format!("{:.0}", tone.angle), format!("{:.0}", tone.angle_uncertainty));
        add(
            "Skin tone",
            say!("Monk {tone}, ITA {angle}° ± {doubt}°", tone = tone.monk[0].0, angle = angle, doubt = doubt),
        );
        let (name, _) = tone.undertone.likeliest();
        let told =
            if tone.undertone.is_clear() { capitalized(say(name)) } else { say("Not clear from this picture").into() };
        add("Undertone", told);
        add("Contrast", capitalized(say(tone.contrast.name())));
    }
    if let Some(face) = advice.shape.face.as_ref().filter(|face| face.is_clear())
        && let Some((name, _)) = face.shares.first()
    {
        add("Face shape", capitalized(say(name)));
    }
    facts
}

/// The shades of a product, each by itself, and what is sold without a colour where it is known what. What nobody sells is told by what it
/// is, and by its colour; what has the colour of whoever wears it by that of their skin, where it was read.
fn products(product: &Product, skin: Option<[u8; 3]>) -> Vec<Shown> {
    let kind = say(product.name()).to_owned();
    let finish = product.finish().map(|finish| say(finish.name()).to_owned()).unwrap_or_default();
    if product.takes_own_tone() {
        let matched = |colour| Shown {
            name: kind,
            shade: say("matched to your own skin").into(),
            colour: Some(colour),
            finish,
            ..Shown::default()
        };
        return skin.map(matched).into_iter().collect();
    }
    let shades = product.shades();
    let of = |(place, article): (usize, Option<&Article>)| {
        let colour = shades.get(place).map(|shade| shade.color);
        if colour.is_none() && article.is_none() {
            return None;
        }
        let article = article.cloned().unwrap_or_default();
        let sold: Vec<&str> =
            [article.brand.as_str(), &article.product].into_iter().filter(|part| !part.is_empty()).collect();
        let shade = given(&article.shade).or(colour.map(hex)).unwrap_or_default();
        let shown = Shown { colour, shade, finish: finish.clone(), ..Shown::default() };
        Some(match sold.is_empty() {
            true => Shown { name: kind.clone(), ..shown },
            false => Shown {
                kind: kind.clone(),
                name: sold.join(" "),
                price: article.price.as_ref().map(ToString::to_string),
                ..shown
            },
        })
    };
    product.articles().into_iter().enumerate().filter_map(of).collect()
}

fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// The steps of the guide, drawn on the face as far as that works.
fn steps(handout: &Handout, resources: &Resources) -> Vec<ShownStep> {
    let guide = Guide::of(handout.look, handout.advice);
    let painter = GuidePainter::new(resources);
    let mut painter = painter.inspect_err(|error| tracing::warn!("the steps are not drawn: {error}")).ok();
    let mut step = |(number, step): (usize, &crate::advisor::guide::Step)| {
        let drawn =
            painter.as_mut().map(|painter| painter.draw(handout.before, handout.face, handout.look, &guide, number));
        let how = [Some(&step.place), Some(&step.how), step.for_you().map(|tip| &tip.says)];
        ShownStep {
            title: say(step.title()).into(),
            how: how.into_iter().flatten().cloned().collect::<Vec<_>>().join(say(" ")),
            tool: Some(in_running_text(say(step.tool))),
            picture: drawn
                .and_then(Result::ok)
                .map(|drawn| rgb(&close_up(drawn, handout.before, handout.face, &step.product))),
        }
    };
    guide.steps.iter().enumerate().map(&mut step).collect()
}

/// Without the capital that it begins with where it stands alone.
fn in_running_text(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn rgb(picture: &Pixmap) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, _] = picture.pixel(x, y);
        image::Rgb([r, g, b])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{advisor, look::Library};

    #[test]
    fn a_sheet_has_what_is_worn_what_was_read_and_how_it_is_done() {
        let resources = Resources::locate().unwrap();
        let (picture, faces) = advisor::tests::portrait();
        let advice = advisor::look_at(&picture, &faces).unwrap();
        let library = Library::open(&resources.asset("looks")).unwrap();
        let look = library.get("classic-red").unwrap();
        let handout = Handout {
            before: &picture,
            after: &picture,
            face: &faces[0],
            look,
            skin_depth: 0.0,
            advice: Some(&advice),
            salon: "",
            client: "Anna",
            notes: "",
        };
        let sheet = sheet(&handout, &resources).unwrap();
        assert_eq!((sheet.client.as_deref(), sheet.salon), (Some("Anna"), None));
        assert!(
            sheet.facts.iter().any(|(name, value)| name == "Skin tone" && value.contains('±')),
            "{:?}",
            sheet.facts
        );
        let shades = look.products.iter().map(|product| product.shades().len()).sum::<usize>();
        let matched = sheet.products.iter().filter(|product| product.shade == "matched to your own skin").count();
        assert_eq!(
            (sheet.products.len(), matched),
            (shades + 2, 2),
            "foundation and concealer have the skin's own colour"
        );
        assert_eq!(sheet.steps.len(), Guide::of(look, None).steps.len());
        assert!(sheet.steps.iter().all(|step| step.picture.is_some() && step.how.contains(". ")));
        assert!(gathered(&handout, &resources).unwrap().starts_with(b"%PDF"));
    }

    #[test]
    fn what_is_sold_without_a_colour_is_on_the_sheet_once_it_is_known_what() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let decal = library.looks().iter().flat_map(|look| &look.products).find(|it| it.name() == "Decal").unwrap();
        assert!(products(decal, None).is_empty(), "nobody knows where to buy it");
        let gems =
            Article { brand: "Maker".into(), product: "Gems".into(), shade: "Tears".into(), ..Article::default() };
        let shown = products(&decal.with_goods(Some(gems)).unwrap(), None);
        let [gems] = &shown[..] else { panic!("{shown:?}") };
        assert_eq!((gems.name.as_str(), gems.shade.as_str(), gems.colour), ("Maker Gems", "Tears", None));
    }
}
