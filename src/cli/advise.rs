//! `vanity advise`: what suits the face in a photo, and why.

use std::path::Path;

use anyhow::{Context, anyhow, bail};

use super::{Exit, Failure, apply::failure_line, arguments::Advise, library, output, resources};
use crate::{
    advisor::{
        self, Advice,
        looks::{self, RULES, Recommendation, Wishes},
        said::Said,
        shades::{self, Aim, Match},
    },
    catalog::{Kind, Shelf},
    face::FaceTracker,
    look::{Library, Look},
    raster::{Pixmap, codec},
    resources::Resources,
};

mod document;
mod pictures;
mod report;

/// Most shades that are listed.
const MOST_SHADES: usize = 8;

pub(super) fn run(task: &Advise) -> Result<Exit, Failure> {
    let resources = resources()?;
    let library = library(&resources)?;
    let wishes = wishes(task, &library).map_err(Failure::usage)?;
    let asked = task.look.as_ref().map(|look| library.resolve(look)).transpose().map_err(Failure::usage)?;
    let shades = match &task.shades {
        Some(path) => own_shades(path).map_err(Failure::usage)?,
        None => kept_shades(),
    };
    let mut said = Said::default();
    task.say.iter().for_each(|&(aspect, choice)| said.correct(aspect, Some(choice)));
    let (picture, advice) = looked_at(&resources, &task.input)?;
    let advice = advice.as_said(&said);
    let (mut ranked, mut matches) = (Vec::new(), Vec::new());
    if !advice.quality.tells_nothing() {
        ranked = looks::ranked(&advice, library.looks(), &wishes);
        matches = matched(&advice, &shades);
    }
    let best = ranked.first().and_then(|one| library.get(&one.look)).cloned();
    ranked.truncate(task.looks);
    tell(task, &advice, &ranked, &matches)?;
    if advice.quality.tells_nothing() {
        let todo: Vec<&str> = advice.quality.complaints.iter().map(|complaint| complaint.advice()).collect();
        output::complain(&format!("{}: nothing can be read. {}", task.input.display(), todo.join(" ")));
        return Ok(Exit::SomeFailed);
    }
    if let Some(folder) = &task.report {
        let look: Option<Look> = asked.or(best);
        pictures::write(&resources, &picture, &advice, look.as_ref(), folder)?;
    }
    Ok(Exit::Done)
}

fn tell(task: &Advise, advice: &Advice, looks: &[Recommendation], shades: &[(String, Match)]) -> Result<(), Failure> {
    match &task.json {
        Some(path) => output::write_json(path, &document::document(&task.input, advice, looks, shades)),
        None => Ok(output::say(&report::report(advice, looks, shades))?),
    }
}

fn wishes(task: &Advise, library: &Library) -> anyhow::Result<Wishes> {
    if let Some(unknown) = task.without.iter().find(|name| !RULES.iter().any(|rule| rule.name == name.as_str())) {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        bail!("there is no rule '{unknown}'; the rules are: {}", names.join(", "));
    }
    if let Some(family) =
        task.family.as_ref().filter(|family| !library.looks().iter().any(|look| look.family == **family))
    {
        bail!("there is no family '{family}'; `vanity looks list` names them");
    }
    Ok(Wishes { without: task.without.clone(), family: task.family.clone(), ..Wishes::default() })
}

fn looked_at(resources: &Resources, input: &Path) -> Result<(Pixmap, Advice), Failure> {
    let named = |error: anyhow::Error| Failure::Input(anyhow!(failure_line(input, &error)));
    let picture = codec::load(input).map_err(|error| named(error.into()))?;
    let mut tracker = FaceTracker::new(resources).map_err(Failure::environment)?;
    let faces = tracker.find(&picture).map_err(Failure::environment)?;
    let advice = advisor::look_at(&picture, &faces).ok_or_else(|| {
        named(anyhow!("no face found. Choose a picture that shows a face from the front, in good light"))
    })?;
    Ok((picture, advice))
}

fn matched(advice: &Advice, shades: &[(String, [f64; 3])]) -> Vec<(String, Match)> {
    let Some(tone) = &advice.tone else { return Vec::new() };
    let target = Aim::default().target(tone);
    let ranked = shades::ranked(&target, shades.iter().map(|(_, lab)| *lab).enumerate(), MOST_SHADES);
    ranked.into_iter().map(|one| (shades[one.index].0.clone(), one)).collect()
}

/// Foundation of the catalogues that are kept.
fn kept_shades() -> Vec<(String, [f64; 3])> {
    let catalogs = Shelf::own().map(|shelf| shelf.catalogs().0).unwrap_or_default();
    let items = catalogs.iter().flat_map(|catalog| &catalog.items);
    items.filter(|item| Kind::Foundation.may_be(item)).map(|item| (item.name(), item.lab.0)).collect()
}

/// A name and three numbers in each line.
fn own_shades(path: &Path) -> anyhow::Result<Vec<(String, [f64; 3])>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut shades = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parts: Vec<&str> = line.rsplitn(4, ',').collect();
        let values: Option<Vec<f64>> = parts
            .iter()
            .take(3)
            .rev()
            .map(|part| part.trim().parse().ok().filter(|value: &f64| value.is_finite()))
            .collect();
        match (values.as_deref(), parts.get(3)) {
            (Some(&[l, a, b]), Some(name)) if (0.0..=100.0).contains(&l) => {
                shades.push((name.trim().to_owned(), [l, a, b]))
            }
            _ => bail!(
                "{}:{}: a name, L* (0 to 100), a* and b* are needed, with commas between",
                path.display(),
                number + 1
            ),
        }
    }
    Ok(shades)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_are_read_line_by_line_and_faults_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shades.csv");
        std::fs::write(&path, "Fair, cool 1, 80, 8.5, 12\n\nDeep 9,32,11,-1\n").unwrap();
        let shades = own_shades(&path).unwrap();
        assert_eq!(shades[0], ("Fair, cool 1".into(), [80.0, 8.5, 12.0]));
        assert_eq!(shades[1].1, [32.0, 11.0, -1.0]);
        for wrong in ["Fair,80,8", "Fair,120,8,12", "Fair,a,b,c", "Fair,nan,1,2"] {
            std::fs::write(&path, format!("Good,50,10,10\n{wrong}")).unwrap();
            let error = own_shades(&path).unwrap_err().to_string();
            assert!(error.contains("shades.csv:2"), "{wrong}: {error}");
        }
    }
}
