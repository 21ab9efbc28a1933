//! Looks ranked for a face by rules that are written down: each has a name, a weight and a reason with the figure behind it. A rule that
//! the person does not believe in is left out, and so is a look that they do not want; the ranking is then made anew.

mod rules;
mod worn;

pub use rules::{RULES, Rule};

use super::Advice;
use crate::{language::say, look::Look};
use worn::Worn;

/// What one rule says of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Which rule.
    pub rule: &'static Rule,
    /// -1 (speaks against it) to 1 (speaks for it).
    pub value: f32,
    /// Points of the score that it adds or takes.
    pub points: f32,
    /// Why, with the figures.
    pub because: String,
}

/// A look and how it suits.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// The look's id.
    pub look: String,
    /// Its name.
    pub name: String,
    /// Weights of all rules that count, together.
    pub total: f32,
    /// 0..=100; 50 where the rules say nothing either way.
    pub score: f32,
    /// Why, what counts most first.
    pub reasons: Vec<Reason>,
}

/// What the person wants otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Names of rules that do not count.
    pub without: Vec<String>,
    /// Ids of looks that are not wanted.
    pub dismissed: Vec<String>,
    /// Only looks of this family; `None` is all that are for any day.
    pub family: Option<String>,
}

impl Wishes {
    /// Leaves a rule out, or lets it count again.
    pub fn toggle_rule(&mut self, rule: &str) {
        match self.without.iter().position(|name| name == rule) {
            Some(index) => drop(self.without.remove(index)),
            None => self.without.push(rule.to_owned()),
        }
    }

    fn counts(&self, rule: &Rule) -> bool {
        !self.without.iter().any(|name| name == rule.name)
    }
}

/// All looks that are wanted, the best first. A look that no rule can judge stands at 50.
pub fn ranked<'a>(advice: &Advice, looks: impl IntoIterator<Item = &'a Look>, wishes: &Wishes) -> Vec<Recommendation> {
    let of_family = |look: &&Look| wishes.family.as_ref().is_none_or(|family| look.family == *family);
    let wanted = |look: &&Look| !wishes.dismissed.contains(&look.id);
    let looks = looks.into_iter().filter(of_family).filter(wanted);
    let mut ranked: Vec<Recommendation> = looks.map(|look| judged(advice, look, wishes)).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

fn judged(advice: &Advice, look: &Look, wishes: &Wishes) -> Recommendation {
    let look = &advice.tone.as_ref().map_or_else(|| look.clone(), |tone| look.on(tone.depth()));
    let worn = Worn::of(look, advice.tone.as_ref());
    let family_asked = wishes.family.is_some();
    let verdicts: Vec<_> = RULES
        .iter()
        .filter(|rule| wishes.counts(rule) && !(family_asked && rule.name == rules::OCCASION))
        .filter_map(|rule| (rule.judge)(advice, &worn).map(|verdict| (rule, verdict)))
        .collect();
    // Every rule that counts is in the sum, also where it cannot judge this look: otherwise a look of which little is known would swing most.
    let total: f32 = RULES.iter().filter(|rule| wishes.counts(rule)).map(|rule| rule.weight).sum();
    let mut reasons: Vec<Reason> = verdicts
        .into_iter()
        .map(|(rule, rules::Verdict { value, because })| {
            let value = value.clamp(-1.0, 1.0);
            let word = advice.on_your_word(rule.rests_on);
            let because =
                word.map_or(because.clone(), |word| say!("{because}; {word}", because = because, word = word));
            Reason { rule, value, points: 50.0 * rule.weight * value / total.max(1e-3), because }
        })
        .collect();
    reasons.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    let score = 50.0 + reasons.iter().map(|reason| reason.points).sum::<f32>();
    Recommendation { look: look.id.clone(), name: look.name.clone(), total, score, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        advisor::{self, tests::portrait_advice},
        look::Library,
        resources::Resources,
    };

    fn library() -> Library {
        Library::open(&Resources::locate().unwrap().asset("looks")).unwrap()
    }

    #[test]
    fn every_reason_adds_up_and_names_its_figure() {
        let (advice, library) = (portrait_advice(), library());
        let ranked = ranked(&advice, library.looks(), &Wishes::default());
        assert_eq!(ranked.len(), library.looks().len());
        for one in &ranked {
            let sum = 50.0 + one.reasons.iter().map(|reason| reason.points).sum::<f32>();
            assert!((one.score - sum).abs() < 1e-3 && (0.0..=100.0).contains(&one.score), "{one:?}");
            assert!(one.reasons.iter().all(|reason| !reason.because.is_empty()));
        }
        assert!(ranked[0].score > ranked[ranked.len() - 1].score + 10.0);
    }

    #[test]
    fn a_person_may_disagree_with_a_rule_and_with_a_look() {
        let (advice, library) = (portrait_advice(), library());
        let before = ranked(&advice, library.looks(), &Wishes::default());
        let mut wishes = Wishes { dismissed: vec![before[0].look.clone()], ..Wishes::default() };
        let strongest = before[1].reasons[0].rule.name;
        wishes.toggle_rule(strongest);
        let after = ranked(&advice, library.looks(), &wishes);
        assert!(after.iter().all(|one| one.look != before[0].look));
        assert!(after.iter().flat_map(|one| &one.reasons).all(|reason| reason.rule.name != strongest));
        wishes.toggle_rule(strongest);
        assert!(wishes.without.is_empty());
    }

    #[test]
    fn what_the_person_says_counts_and_is_named_in_the_reasons_that_rest_on_it() {
        use advisor::{said::Aspect, said::Said, shape::Feature};
        let (advice, library) = (portrait_advice(), library());
        let judged = |aspect: Aspect, choice: usize| {
            let mut said = Said::default();
            said.correct(aspect, Some(choice));
            ranked(&advice.as_said(&said), library.looks(), &Wishes::default())
        };
        let warmest = |ranked: &[Recommendation]| ranked.iter().position(|one| one.look == "terracotta").unwrap();
        let (cool, warm) = (judged(Aspect::Undertone, 0), judged(Aspect::Undertone, 2));
        assert!(warmest(&warm) < warmest(&cool), "{} {}", warmest(&warm), warmest(&cool));
        for (found, told) in [(&cool, "you said: undertone cool"), (&warm, "you said: undertone warm")] {
            for reason in found.iter().flat_map(|one| &one.reasons) {
                let rests = reason.rule.rests_on.contains(&Aspect::Undertone);
                assert_eq!(reason.because.ends_with(told), rests, "{}: {}", reason.rule.name, reason.because);
            }
        }
        let lifted = judged(Aspect::Feature(Feature::EyeTilt), 0);
        assert!(lifted.iter().flat_map(|one| &one.reasons).any(|reason| reason.rule.name == "eye corners"));
    }

    #[test]
    fn a_family_that_is_asked_for_is_all_there_is() {
        let wishes = Wishes { family: Some("drag".into()), ..Wishes::default() };
        let library = library();
        let found = ranked(&portrait_advice(), library.looks(), &wishes);
        assert!(found.len() == 2 && found.iter().all(|one| one.look.starts_with("drag")));
    }

    #[test]
    fn warm_skin_gets_warm_looks_and_cool_skin_cool_ones() {
        use advisor::tone::tests::tone;
        let library = library();
        let place = |lab: [f64; 3], id: &str| {
            let mut advice = portrait_advice();
            advice.tone = Some(tone(lab));
            let rule = |name: &str| name != "undertone";
            let without = RULES.iter().map(|rule| rule.name.to_owned()).filter(|name| rule(name)).collect();
            let wishes = Wishes { without, ..Wishes::default() };
            ranked(&advice, library.looks(), &wishes).iter().position(|one| one.look == id).unwrap()
        };
        let (warm, cool) = ([62.0, 7.0, 22.0], [62.0, 16.0, 11.0]);
        assert!(place(warm, "terracotta") < place(cool, "terracotta"));
        assert!(place(cool, "fuchsia-pop") < place(warm, "fuchsia-pop"));
    }
}
