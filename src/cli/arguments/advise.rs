//! What can be typed of advice.

use std::path::PathBuf;

use clap::Args;

use crate::advisor::said::Aspect;

#[derive(Debug, Args)]
pub(in crate::cli) struct Advise {
    /// A photo of a bare face from the front, in good light
    #[arg(value_name = "INPUT")]
    pub(in crate::cli) input: PathBuf,
    /// Write everything with its figures as JSON instead of a report (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) json: Option<PathBuf>,
    /// Also write the heat maps of the skin, and the guide to the look, as pictures into a folder
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// How many looks to recommend
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(in crate::cli) looks: usize,
    /// Leave a rule out when looks are ranked (its name as in the report); may be given several times
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) without: Vec<String>,
    /// What you are where the picture is wrong, such as `undertone=warm`, `skin-tone=3` (on the Monk scale) or `face-shape=oval`: counts
    /// before what is read; may be given several times
    #[arg(long, value_name = "WHAT=NAME", value_parser = said)]
    pub(in crate::cli) say: Vec<(Aspect, usize)>,
    /// Only looks of this family (see `vanity looks list`)
    #[arg(long, value_name = "FAMILY")]
    pub(in crate::cli) family: Option<String>,
    /// The look whose guide is written: an id from `vanity looks list`, or a look file. Left out: the best one
    #[arg(long, value_name = "ID|FILE")]
    pub(in crate::cli) look: Option<String>,
    /// Foundation shades to rank: a text file with a name and L*, a*, b* for D65 in each line, with commas between. Left out, those of
    /// the catalogues that are kept (`vanity catalog list`)
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) shades: Option<PathBuf>,
}

/// `undertone=warm`: what is meant, and the place among its choices.
fn said(text: &str) -> Result<(Aspect, usize), String> {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '\''], "-");
    let (what, name) = text.split_once('=').ok_or("write it as WHAT=NAME, such as undertone=warm")?;
    let aspect = Aspect::ALL.into_iter().find(|aspect| plain(aspect.name()) == plain(what)).ok_or_else(|| {
        let all: Vec<String> = Aspect::ALL.into_iter().map(|aspect| plain(aspect.name())).collect();
        format!("nothing is read that is called '{what}'; there are: {}", all.join(", "))
    })?;
    let choices: Vec<String> = aspect.choices().iter().map(|choice| plain(choice)).collect();
    let choice = choices.iter().position(|choice| *choice == plain(name));
    Ok((aspect, choice.ok_or_else(|| format!("'{name}' is none of: {}", choices.join(", ")))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_says_of_themselves_is_understood_or_told_what_there_is() {
        assert_eq!(said("undertone=Warm"), Ok((Aspect::Undertone, 2)));
        assert_eq!(said("Skin tone = 10"), Ok((Aspect::Tone, 9)));
        for (wrong, told) in [("warm", "WHAT=NAME"), ("hair=red", "face-shape"), ("contrast=none", "low, medium, high")]
        {
            assert!(said(wrong).unwrap_err().contains(told), "{wrong}");
        }
        for aspect in Aspect::ALL {
            for (place, choice) in aspect.choices().iter().enumerate() {
                let typed = format!("{}={choice}", aspect.name().to_lowercase().replace([' ', '\''], "-"));
                assert_eq!(said(&typed), Ok((aspect, place)), "{typed}");
            }
        }
    }
}
