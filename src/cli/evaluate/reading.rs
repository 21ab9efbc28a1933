//! `vanity evaluate reading`: looks that are read off pictures, against the looks that were painted there.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Value, json};

use super::groups::tone_of;
use crate::{
    cli::{
        Exit, Failure,
        apply::progress_bar,
        arguments::EvaluateReading,
        output, plan, resources,
        statistics::median,
        synthesise::{crops, made_up, scene},
    },
    compose::Lighting,
    face::FaceTracker,
    geometry::Vec3,
    makeup::{self, Baker},
    raster::{
        color::{linear_from_rgb8, rgb8_from_linear},
        difference::{Lab, ciede2000},
    },
    transfer::{
        BARE_LIPS, LookReader,
        boldness::SKIN,
        random,
        slots::{Ensemble, Kind, SLOTS, Slot, Worn},
        visible,
    },
};

/// What was found in one slot, over all pictures.
#[derive(Debug, Default, Clone)]
struct Score {
    hits: usize,
    said: usize,
    there: usize,
    right: usize,
    shapes: usize,
    finishes: usize,
    differences: Vec<f64>,
    coverages: Vec<f64>,
}

pub(super) fn run(task: &EvaluateReading) -> Result<Exit, Failure> {
    let resources = resources()?;
    let baker = Baker::new(&resources).map_err(Failure::environment)?;
    let mut tracker = FaceTracker::new(&resources).map_err(Failure::environment)?;
    let mut reader = LookReader::new(&resources).map_err(Failure::environment)?;
    let (photos, failed) = plan::expanded(&task.inputs);
    failed.iter().for_each(|(path, reason)| output::complain(&format!("{}: {reason}", path.display())));
    let faces = crops(&mut tracker, &photos)?;
    if faces.is_empty() {
        return Err(Failure::Input(anyhow::anyhow!("there is no face of at least 120 pixels in these photos")));
    }
    let mut scores = vec![Score::default(); SLOTS.len()];
    let mut tones: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    let (mut read, mut unread) = (0usize, 0usize);
    let bar = progress_bar(task.count, "made-up faces");
    for number in 0..task.count {
        bar.inc(1);
        let mut random = Rng::with_seed(task.seed ^ (number as u64) << 20);
        let ensemble = random::ensemble(&mut random);
        let bare = scene::relit(&faces[random.usize(..faces.len())].1, &mut random);
        let skin = Lighting::of(&bare.picture, &bare.face).skin;
        let ensemble = visible::visible(&ensemble, skin, &baker).map_err(Failure::environment)?;
        let picture = made_up(&bare, &ensemble, &baker).map_err(Failure::environment)?;
        let found = tracker.find(&picture).map_err(Failure::environment)?;
        match found.first().map(|face| reader.read(&picture, face)) {
            Some(Ok(reading)) => {
                read += 1;
                let found: Ensemble = std::array::from_fn(|index| reading.findings[index].worn);
                let guessed: [Worn; SLOTS.len()] = std::array::from_fn(|index| reading.findings[index].guess);
                let own = rgb8_from_linear(skin.to_array());
                let of_tone = tones.entry(tone_of(own)).or_insert_with(|| vec![Score::default(); SLOTS.len()]);
                for scores in [&mut scores, of_tone] {
                    scores.iter_mut().enumerate().for_each(|(i, score)| {
                        score.add(&SLOTS[i], ensemble[i], found[i], guessed[i]);
                    });
                }
            }
            _ => unread += 1,
        }
    }
    bar.finish_and_clear();
    let tones: Vec<Tone> = tones.into_iter().map(|(name, scores)| Tone::of(name, &scores)).collect();
    report(task, &scores, &tones, read, unread)
}

/// What is right on skin of one tone.
struct Tone {
    name: &'static str,
    pictures: usize,
    /// Mean over the slots.
    f1: f64,
    /// Of lips, lids and cheeks: median CIEDE2000.
    colors: [Option<f64>; COLORED.len()],
}

/// Slots whose colours are reported by skin tone.
const COLORED: [&str; 3] = ["lipstick", "lid shadow", "blush"];

impl Tone {
    fn of(name: &'static str, scores: &[Score]) -> Self {
        let slot = |name: &str| SLOTS.iter().zip(scores).find(|(slot, _)| slot.name == name);
        Self {
            name,
            pictures: scores[0].pictures(),
            f1: scores.iter().map(Score::f1).sum::<f64>() / scores.len() as f64,
            colors: COLORED.map(|name| slot(name).and_then(|(_, score)| median(&score.differences))),
        }
    }

    fn json(&self) -> Value {
        let colors: serde_json::Map<String, Value> =
            COLORED.iter().zip(&self.colors).map(|(name, color)| ((*name).into(), json!(color))).collect();
        json!({ "pictures": self.pictures, "f1": self.f1, "ciede2000": colors })
    }
}

fn report(
    task: &EvaluateReading,
    scores: &[Score],
    tones: &[Tone],
    read: usize,
    unread: usize,
) -> Result<Exit, Failure> {
    let slots: serde_json::Map<String, Value> =
        SLOTS.iter().zip(scores).map(|(slot, score)| (slot.name.into(), score.json(slot))).collect();
    let by_tone: serde_json::Map<String, Value> = tones.iter().map(|tone| (tone.name.into(), tone.json())).collect();
    if let Some(path) = &task.json {
        output::write_json(path, &json!({ "read": read, "unread": unread, "slots": slots, "tones": by_tone }))?;
        return Ok(Exit::Done);
    }
    output::say(&format!("{read} pictures read, {unread} not"))?;
    output::say(&format!(
        "{:<15}{:>10}{:>8}{:>8}{:>10}{:>10}{:>8}{:>8}{:>10}",
        "", "precision", "recall", "F1", "accuracy", "CIEDE2000", "shape", "finish", "coverage"
    ))?;
    for (slot, score) in SLOTS.iter().zip(scores) {
        output::say(&score.line(slot))?;
    }
    output::say(&format!("\n{:<15}{:>10}{:>8}  CIEDE2000 of {}", "skin tone", "pictures", "F1", COLORED.join(", ")))?;
    for Tone { name, pictures, f1, colors } in tones {
        let colors: Vec<String> = colors.iter().map(|c| c.map_or("-".into(), |c| format!("{c:.2}"))).collect();
        output::say(&format!("{name:<15}{pictures:>10}{f1:>8.3}  {}", colors.join(", ")))?;
    }
    Ok(Exit::Done)
}

impl Score {
    fn add(&mut self, slot: &Slot, there: Option<Worn>, found: Option<Worn>, guess: Worn) {
        self.said += usize::from(found.is_some());
        self.there += usize::from(there.is_some());
        self.right += usize::from(found.is_some() == there.is_some());
        self.hits += usize::from(found.is_some() && there.is_some());
        let Some(there) = there else { return };
        self.shapes += usize::from(there.shape == guess.shape);
        self.finishes += usize::from(there.finish == guess.finish);
        self.coverages.push(f64::from((there.coverage - guess.coverage).abs()));
        if let (Some(worn), Some(read)) = (shown(slot, &there), shown(slot, &guess)) {
            self.differences.push(ciede2000(worn, read));
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / (self.said + self.there).max(1) as f64
    }

    fn shares(&self) -> [f64; 4] {
        let over = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        // Every picture is counted in each slot once.
        let pictures = self.pictures();
        [over(self.hits, self.said), over(self.hits, self.there), self.f1(), over(self.right, pictures)]
    }

    fn pictures(&self) -> usize {
        let wrong = self.said + self.there - 2 * self.hits;
        self.right + wrong
    }

    fn json(&self, slot: &Slot) -> Value {
        let [precision, recall, f1, accuracy] = self.shares();
        let share = |count: usize| count as f64 / self.there.max(1) as f64;
        json!({
            "worn": self.there,
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "accuracy": accuracy,
            "ciede2000": median(&self.differences),
            "coverage": median(&self.coverages),
            "shape": (slot.shapes.len() > 1).then(|| share(self.shapes)),
            "finish": (slot.finishes.len() > 1).then(|| share(self.finishes)),
        })
    }

    fn line(&self, slot: &Slot) -> String {
        let [precision, recall, f1, accuracy] = self.shares();
        let share = |several: bool, count: usize| match several {
            true => format!("{:.2}", count as f64 / self.there.max(1) as f64),
            false => "-".into(),
        };
        let number = |value: Option<f64>| value.map_or("-".into(), |value| format!("{value:.2}"));
        format!(
            "{:<15}{precision:>10.3}{recall:>8.3}{f1:>8.3}{accuracy:>10.3}{:>10}{:>8}{:>8}{:>10}",
            slot.name,
            number(median(&self.differences)),
            share(slot.shapes.len() > 1, self.shapes),
            share(slot.finishes.len() > 1, self.finishes),
            number(median(&self.coverages)),
        )
    }
}

/// A product as it looks where it is laid on in full, in white light, on light-brown skin or its lips.
fn shown(slot: &Slot, worn: &Worn) -> Option<Lab> {
    let film = makeup::film(&slot.product(worn))?;
    let on_lips = matches!(slot.shapes[worn.shape].0, Kind::Lipstick | Kind::LipLiner);
    let skin = Vec3::from_array(linear_from_rgb8(SKIN));
    let ground = if on_lips { skin * BARE_LIPS } else { skin };
    Some(Lab::from_linear(film.on(ground.to_array())))
}
