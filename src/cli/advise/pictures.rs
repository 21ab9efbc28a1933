//! Heat maps and the guide, as pictures in a folder.

use std::path::Path;

use anyhow::Context;

use crate::{
    advisor::{
        Advice,
        guide::{Guide, GuidePainter},
    },
    cli::Failure,
    face::FaceCrop,
    look::Look,
    raster::{Pixmap, codec},
    resources::Resources,
};

/// Longest side of a heat map's picture, pixels.
const SIDE: u32 = 900;

/// Writes `skin-NAME.png` for each concern, and `step-NN-NAME.png` with `guide.txt` for the look.
pub(super) fn write(
    resources: &Resources,
    picture: &Pixmap,
    advice: &Advice,
    look: Option<&Look>,
    folder: &Path,
) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))
        .map_err(Failure::input)?;
    heat_maps(picture, advice, folder)?;
    look.map_or(Ok(()), |look| guide(resources, picture, advice, look, folder))
}

fn heat_maps(picture: &Pixmap, advice: &Advice, folder: &Path) -> Result<(), Failure> {
    let Some(crop) = FaceCrop::of(picture, &advice.face, SIDE) else { return Ok(()) };
    for finding in &advice.skin {
        let mut map = crop.picture.clone();
        finding.heat.lay_over(&mut map, &crop.face);
        let name = format!("skin-{}.png", finding.concern.name().to_lowercase());
        codec::save(&folder.join(name), &map).map_err(Failure::input)?;
    }
    Ok(())
}

fn guide(resources: &Resources, picture: &Pixmap, advice: &Advice, look: &Look, folder: &Path) -> Result<(), Failure> {
    let mut painter = GuidePainter::new(resources).map_err(Failure::environment)?;
    let guide = Guide::of(look, Some(advice));
    let mut text = format!("{}\n", look.name);
    for (number, step) in guide.steps.iter().enumerate() {
        let drawn = painter.draw(picture, &advice.face, look, &guide, number).map_err(Failure::input)?;
        let name = format!("step-{:02}-{}.png", number + 1, step.title().to_lowercase().replace(' ', "-"));
        codec::save(&folder.join(&name), &drawn).map_err(Failure::input)?;
        text += &format!(
            "\n{}. {} ({name})\n   With: {}\n   Where: {}\n   How: {}\n",
            number + 1,
            step.title(),
            step.tool,
            step.place,
            step.how
        );
        text += &step.for_you().map_or(String::new(), |tip| format!("   For you: {} {}\n", tip.says, tip.rule));
    }
    if !guide.left_out.is_empty() {
        text += &format!("\nNot put on with a brush: {}.\n", guide.left_out.join(", ").to_lowercase());
    }
    crate::files::write_atomically(&folder.join("guide.txt"), text.as_bytes()).map_err(Failure::input)
}
