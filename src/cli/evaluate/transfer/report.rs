//! Figures of each way, gathered over the pairs.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Value, json};

use super::Pair;
use crate::{
    cli::{
        Failure, output,
        statistics::{mean, median},
    },
    export::ContactSheet,
    raster::{Pixmap, codec, lettering::Lettering, resize},
};

/// Of one way and one pair.
pub(super) struct Figures {
    /// Peak signal to noise in decibels, and median CIEDE2000, where there is makeup.
    pub nearness: Option<(f64, f64)>,
    /// CIEDE2000 of the mean colours of lips, lids and cheeks.
    pub colors: [Option<f64>; 3],
    /// Structural similarity to the bare face where there is no makeup.
    pub similarity: Option<f64>,
    /// Largest change beside the face, of 255.
    pub outside: u8,
}

/// Means over pairs, in the making.
#[derive(Debug, Default)]
struct Way {
    psnr: Vec<f64>,
    differences: Vec<f64>,
    colors: [Vec<f64>; 3],
    similarity: Vec<f64>,
    outside: u8,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub pairs: usize,
    /// Pairs whose reference tells too little.
    pub unread: usize,
    ways: Vec<(String, Way)>,
    tones: BTreeMap<&'static str, BTreeMap<String, Way>>,
}

impl Way {
    fn add(&mut self, figures: &Figures) {
        if let Some((psnr, difference)) = figures.nearness {
            self.psnr.push(psnr);
            self.differences.push(difference);
        }
        self.colors.iter_mut().zip(figures.colors).for_each(|(all, one)| all.extend(one));
        self.similarity.extend(figures.similarity);
        self.outside = self.outside.max(figures.outside);
    }

    fn json(&self, name: &str) -> Value {
        let [lips, lids, cheeks] = self.colors.each_ref().map(|values| mean(values));
        json!({
            "name": name, "psnr": mean(&self.psnr), "ciede2000": median(&self.differences), "lips": lips, "lids": lids,
            "cheeks": cheeks, "ssim": mean(&self.similarity), "outside": self.outside,
            "pictures": self.similarity.len(),
        })
    }

    fn line(&self, name: &str) -> String {
        let [lips, lids, cheeks] = self.colors.each_ref().map(|values| mean(values));
        let shown = [mean(&self.psnr), median(&self.differences), lips, lids, cheeks];
        let cells: String =
            shown.iter().map(|value| value.map_or("       -".into(), |value| format!("{value:8.2}"))).collect();
        let similarity = mean(&self.similarity).unwrap_or(f64::NAN);
        format!("{name:<22}{cells}{similarity:8.3}{:9}", self.outside)
    }
}

impl Report {
    pub(super) fn add(&mut self, way: &str, tone: &'static str, figures: Figures) {
        if !self.ways.iter().any(|(name, _)| name == way) {
            self.ways.push((way.into(), Way::default()));
        }
        self.ways.iter_mut().filter(|(name, _)| name == way).for_each(|(_, all)| all.add(&figures));
        self.tones.entry(tone).or_default().entry(way.into()).or_default().add(&figures);
    }

    pub(super) fn to_json(&self) -> Value {
        let ways: Vec<Value> = self.ways.iter().map(|(name, way)| way.json(name)).collect();
        let tones = self.tones.iter().filter_map(|(tone, ways)| Some(ways.get("photo")?.json(tone)));
        json!({ "pairs": self.pairs, "unread": self.unread, "ways": ways, "tones": tones.collect::<Vec<_>>() })
    }

    pub(super) fn say(&self) -> Result<(), Failure> {
        output::say(&format!("{} pairs; {} references could not be read", self.pairs, self.unread))?;
        let head = ["PSNR dB", "CIEDE", "lips", "lids", "cheeks", "SSIM"].map(|text| format!("{text:>8}")).concat();
        output::say(&format!("{:<22}{head}  outside", "way"))?;
        for (name, way) in &self.ways {
            output::say(&way.line(name))?;
        }
        output::say("\nphoto, by skin tone of the wearer")?;
        for (tone, ways) in &self.tones {
            if let Some(way) = ways.get("photo") {
                output::say(&way.line(&format!("{tone} ({})", way.similarity.len())))?;
            }
        }
        Ok(())
    }
}

/// Writes the pair and what each way makes of it side by side, each with its name.
pub(super) fn save_pair(
    folder: &Path,
    number: usize,
    pair: &Pair,
    ways: &[(&str, Pixmap)],
    lettering: &Lettering,
) -> Result<(), Failure> {
    const SIDE: u32 = 320;
    let [from, to] = &pair.names;
    let known =
        [("reference", &pair.reference.picture)].into_iter().chain(pair.wanted.iter().map(|one| ("wanted", one)));
    let shown: Vec<(&str, &Pixmap)> = known.chain(ways.iter().map(|(name, picture)| (*name, picture))).collect();
    let too_large = || Failure::Input(anyhow::anyhow!("the sheet of a pair is too large"));
    let mut sheet = ContactSheet::new(lettering, shown.len(), 1, SIDE).ok_or_else(too_large)?;
    for (column, (name, picture)) in shown.into_iter().enumerate() {
        sheet.put(column, 0, &resize::resized(picture, SIDE, SIDE), name);
    }
    std::fs::create_dir_all(folder).map_err(Failure::input)?;
    let path = folder.join(format!("{number:03}-{from}-on-{to}.png"));
    codec::save(&path, &sheet.into_picture()).map_err(Failure::input)
}
