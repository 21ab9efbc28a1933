//! Whether a picture is still the one that is expected: processors round differently.

use vanity::raster::Pixmap;

/// How far two pictures of the same may be apart.
pub struct Likeness {
    /// Mean difference of a channel, 0..=255.
    pub mean: f64,
    /// A difference that can be seen, 0..=255.
    pub far_off: u8,
    /// Share of channels that may be off by more than that.
    pub far_off_share: f64,
}

impl Likeness {
    /// What is wrong with what was found, in words.
    pub fn check(&self, found: &Pixmap, expected: &Pixmap) -> Result<(), String> {
        if found.size() != expected.size() {
            return Err(format!("{:?} instead of {:?} pixels", found.size(), expected.size()));
        }
        let offs: Vec<u8> = found.data().iter().zip(expected.data()).map(|(a, b)| a.abs_diff(*b)).collect();
        let mean = offs.iter().map(|&off| f64::from(off)).sum::<f64>() / offs.len() as f64;
        let far = offs.iter().filter(|&&off| off > self.far_off).count() as f64 / offs.len() as f64;
        if mean > self.mean || far > self.far_off_share {
            let (most, share) = (self.mean, self.far_off_share);
            return Err(format!("mean difference {mean:.3} of {most}, {far:.5} far off of {share}"));
        }
        Ok(())
    }
}
