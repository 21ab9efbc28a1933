//! `vanity evaluate transfer`: makeup that is carried over from one person to another, in every way there is, against what our compositor
//! paints there; with photos of people who are made up, against what these wear.

mod baselines;
mod quality;
mod regions;
mod report;

use std::path::PathBuf;

use anyhow::anyhow;
use fastrand::Rng;

use self::{
    baselines::{Labelled, histogram_matching, reinhard},
    regions::{Region, Regions},
    report::{Figures, Report},
};
use super::groups::tone_of;
use crate::{
    cli::{
        Exit, Failure,
        apply::progress_bar,
        arguments::EvaluateTransfer,
        output, plan, resources,
        synthesise::{crops, made_up, scene},
    },
    compose::{Compositor, Lighting},
    face::{Face, FaceCrop, FaceTracker},
    geometry::{Vec2, Vec3},
    look::{Decal, Look, PhotoStyle, Product},
    makeup::Baker,
    raster::{
        Pixmap, codec,
        color::rgb8_from_linear,
        difference::{Lab, ciede2000},
        lettering::Lettering,
    },
    resources::Resources,
    transfer::{self, LookReader, TextureLifter, UnwrappedPlane, random, visible},
};

/// Somebody made up, and somebody bare who is to wear the same.
struct Pair {
    reference: FaceCrop,
    wearer: FaceCrop,
    /// The wearer as they should look, where that is known.
    wanted: Option<Pixmap>,
    /// Who is who, for those who look at the pictures.
    names: [String; 2],
}

/// What carries makeup over.
struct Tools {
    reader: LookReader,
    baker: Baker,
    compositor: Compositor,
    regions: Regions,
    lifter: TextureLifter,
    lettering: Lettering,
    /// Where pictures lie that are worn as decals.
    drawings: tempfile::TempDir,
}

pub(super) fn run(task: &EvaluateTransfer) -> Result<Exit, Failure> {
    let resources = resources()?;
    let mut tools = Tools::new(&resources)?;
    let mut tracker = FaceTracker::new(&resources).map_err(Failure::environment)?;
    let bare = faces(&mut tracker, &task.inputs)?;
    let worn = if task.references.is_empty() { Vec::new() } else { faces(&mut tracker, &task.references)? };
    let mut report = Report::default();
    let bar = progress_bar(task.count, "pairs");
    for number in 0..task.count {
        bar.inc(1);
        let pair = match worn.is_empty() {
            true => synthetic(&bare, task.seed, number, &tools.baker)?,
            false => photographed(&bare, &worn, number),
        };
        if !tools.measure(&pair, &mut report, task.pictures.as_deref(), number)? {
            report.unread += 1;
        }
    }
    bar.finish_and_clear();
    if report.pairs == 0 {
        return Err(Failure::Input(anyhow!("none of the references could be read; nothing was measured")));
    }
    match &task.json {
        Some(path) => output::write_json(path, &report.to_json())?,
        None => report.say()?,
    }
    Ok(Exit::Done)
}

fn faces(tracker: &mut FaceTracker, inputs: &[PathBuf]) -> Result<Vec<(PathBuf, FaceCrop)>, Failure> {
    let (photos, failed) = plan::expanded(inputs);
    failed.iter().for_each(|(path, reason)| output::complain(&format!("{}: {reason}", path.display())));
    let faces = crops(tracker, &photos)?;
    if faces.is_empty() {
        return Err(Failure::Input(anyhow!("there is no face of at least 120 pixels in these photos")));
    }
    Ok(faces)
}

fn name(path: &std::path::Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Two people in random light, who wear the same random makeup, one of them already.
fn synthetic(faces: &[(PathBuf, FaceCrop)], seed: u64, number: usize, baker: &Baker) -> Result<Pair, Failure> {
    let mut random = Rng::with_seed(seed ^ (number as u64) << 20);
    let ensemble = random::ensemble(&mut random);
    let one = random.usize(..faces.len());
    let other = (one + random.usize(1..faces.len().max(2))) % faces.len();
    let painted = |index: usize, random: &mut Rng| {
        let (path, crop) = &faces[index];
        let bare = scene::relit(crop, random);
        let skin = Lighting::of(&bare.picture, &bare.face).skin;
        let worn = visible::visible(&ensemble, skin, baker).map_err(Failure::environment)?;
        let picture = made_up(&bare, &worn, baker).map_err(Failure::environment)?;
        Ok::<_, Failure>((name(path), bare, picture))
    };
    let (from, bare, picture) = painted(one, &mut random)?;
    let reference = FaceCrop { picture, face: bare.face };
    let (to, wearer, wanted) = painted(other, &mut random)?;
    Ok(Pair { reference, wearer, wanted: Some(wanted), names: [from, to] })
}

/// Every reference in turn, each time on the next wearer.
fn photographed(bare: &[(PathBuf, FaceCrop)], worn: &[(PathBuf, FaceCrop)], number: usize) -> Pair {
    let (from, reference) = &worn[number % worn.len()];
    let (to, wearer) = &bare[(number + number / worn.len()) % bare.len()];
    Pair { reference: reference.clone(), wearer: wearer.clone(), wanted: None, names: [name(from), name(to)] }
}

impl Tools {
    fn new(resources: &Resources) -> Result<Self, Failure> {
        let baker = Baker::new(resources).map_err(Failure::environment)?;
        let compositor = transfer::compositor(resources);
        let regions = Regions::new(&baker).map_err(Failure::environment)?;
        let reader = LookReader::new(resources).map_err(Failure::environment)?;
        let lifter = TextureLifter::new(resources).map_err(Failure::environment)?;
        let drawings = tempfile::tempdir().map_err(Failure::input)?;
        let lettering = Lettering::open(resources).map_err(Failure::environment)?;
        Ok(Self { reader, baker, compositor, regions, lifter, lettering, drawings })
    }

    /// Adds a pair to the figures; `false` where its reference tells too little.
    fn measure(
        &mut self,
        pair: &Pair,
        report: &mut Report,
        pictures: Option<&std::path::Path>,
        number: usize,
    ) -> Result<bool, Failure> {
        let Pair { reference, wearer, wanted, .. } = pair;
        let Ok(reading) = self.reader.read(&reference.picture, &reference.face) else { return Ok(false) };
        let mut photo = reading.look.clone();
        photo.products.push(Product::Photo(PhotoStyle { coverage: 1.0, ..reading.style }));
        let labels = self.regions.of(&wearer.face, wearer.picture.size());
        let of_reference = self.regions.of(&reference.face, reference.picture.size());
        let own = Labelled { picture: &wearer.picture, labels: &labels };
        let other = Labelled { picture: &reference.picture, labels: &of_reference };
        let texture = self.lifted(reference)?;
        let ways = [
            ("photo", self.wearing(wearer, &photo)?),
            ("products", self.wearing(wearer, &reading.look)?),
            ("texture", self.wearing(wearer, &texture)?),
            ("histogram matching", histogram_matching(own, other)),
            ("Reinhard", reinhard(own, other)),
            ("nothing", wearer.picture.clone()),
        ];
        let changed = wanted.as_ref().map(|wanted| quality::made_up(&wearer.picture, wanted));
        let skin = Lighting::of(&wearer.picture, &wearer.face).skin;
        let tone = tone_of(rgb8_from_linear(skin.to_array()));
        for (way, picture) in &ways {
            let nearness = wanted.as_ref().zip(changed.as_ref());
            let nearness = nearness.and_then(|(wanted, changed)| quality::nearness(picture, wanted, changed));
            let made_up =
                |index: usize| changed.as_ref().map_or(labels[index] != Region::Skin as u8, |changed| changed[index]);
            let colors = [Region::Lips, Region::Lids, Region::Cheeks].map(|region| match wanted {
                Some(wanted) => apart(picture, wanted, &labels, region),
                None => corrected(own, picture, other, region),
            });
            let figures = Figures {
                nearness,
                colors,
                similarity: quality::similarity(picture, &wearer.picture, |index| {
                    labels[index] != 0 && !made_up(index)
                }),
                outside: outside(picture, &wearer.picture, &wearer.face),
            };
            report.add(way, tone, figures);
        }
        report.pairs += 1;
        if let Some(folder) = pictures {
            report::save_pair(folder, number, pair, &ways, &self.lettering)?;
        }
        Ok(true)
    }

    /// What lies on a face, as a decal.
    fn lifted(&mut self, reference: &FaceCrop) -> Result<Look, Failure> {
        let FaceCrop { picture, face } = reference;
        let plane = UnwrappedPlane::of(picture, face, &Lighting::of(picture, face));
        let layer = self.lifter.lift(&plane).map_err(Failure::environment)?;
        let path = self.drawings.path().join("lifted.png");
        codec::save(&path, &layer).map_err(Failure::input)?;
        Ok(Look::of(vec![Product::Decal(Decal::of(&path))]))
    }

    fn wearing(&mut self, wearer: &FaceCrop, look: &Look) -> Result<Pixmap, Failure> {
        let atlas = self.baker.bake(look).map_err(Failure::environment)?;
        let faces = std::slice::from_ref(&wearer.face);
        let painted = self.compositor.compose(&wearer.picture, faces, &atlas, 1.0);
        match self.compositor.take_fault() {
            Some(fault) => Err(Failure::environment(fault)),
            None => Ok((*painted).clone()),
        }
    }
}

/// CIEDE2000 between the mean colours of a region.
fn apart(picture: &Pixmap, wanted: &Pixmap, labels: &[u8], region: Region) -> Option<f64> {
    let of = |picture: &Pixmap| quality::mean_color(picture, labels, region).map(Lab::from_linear);
    Some(ciede2000(of(picture)?, of(wanted)?))
}

/// The same against a reference of another person in other light: colours as they are on the wearer's skin, the reference's multiplied by
/// the ratio of both skins.
fn corrected(own: Labelled<'_>, picture: &Pixmap, other: Labelled<'_>, region: Region) -> Option<f64> {
    let mean =
        |picture: &Pixmap, labels: &[u8], region| quality::mean_color(picture, labels, region).map(Vec3::from_array);
    let skins = mean(own.picture, own.labels, Region::Skin)?
        / mean(other.picture, other.labels, Region::Skin)?.max(Vec3::splat(1e-3));
    let wanted = mean(other.picture, other.labels, region)? * skins;
    let found = mean(picture, own.labels, region)?;
    Some(ciede2000(Lab::from_linear(found.to_array()), Lab::from_linear(wanted.to_array())))
}

/// Largest change of a pixel beside the face, of 255. Beside is what the landmarks' box does not touch.
fn outside(picture: &Pixmap, bare: &Pixmap, face: &Face) -> u8 {
    let width = bare.width() as usize;
    let away = |index: usize| {
        let at = Vec2::new((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
        !(at.cmpge(face.bounds.min - 0.5).all() && at.cmple(face.bounds.max + 0.5).all())
    };
    let change = |index: usize| {
        let (one, other) = (picture.pixels()[index], bare.pixels()[index]);
        (0..3).map(|c| one[c].abs_diff(other[c])).max().unwrap_or(0)
    };
    (0..bare.pixels().len()).filter(|&index| away(index)).map(change).max().unwrap_or(0)
}
