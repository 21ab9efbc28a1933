//! The advice that a person asked for: one frame's reading, what they disagree with, and where in the guide they are. Closing forgets it.

use std::sync::Arc;

use super::Studio;
use crate::{
    advisor::{
        Advice,
        guide::{Fit, Guide},
        looks::{self, Recommendation, Wishes},
        said::{Aspect, Said},
        shades::{self, Aim, Match, Nudge, Target},
        skin::Concern,
    },
    catalog::{Item, Kind},
    look::Look,
    raster::Pixmap,
};

/// Shades that are kept of all that were compared.
pub(super) const MOST_SHADES: usize = 12;

/// What a frame told, with the frame: the guide is drawn on it.
#[derive(Debug)]
pub struct AdviceReading {
    /// What was read.
    pub advice: Advice,
    /// The bare frame that it was read off.
    pub frame: Arc<Pixmap>,
}

/// How far advice came.
#[derive(Debug, Clone, Default)]
pub enum AdviceState {
    /// The person has not asked yet.
    #[default]
    Unasked,
    /// A frame is being looked at.
    Looking,
    /// What it told.
    Read(Arc<AdviceReading>),
    /// It told nothing; the text says why.
    Failed(String),
}

/// A part of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AdviceTab {
    /// Tone and shapes.
    #[default]
    You,
    /// The six concerns.
    Skin,
    /// Looks that suit.
    Looks,
    /// Foundation that one can buy.
    Shades,
    /// How the worn look is put on.
    Guide,
}

impl AdviceTab {
    /// All tabs.
    pub const ALL: [Self; 5] = [Self::You, Self::Skin, Self::Looks, Self::Shades, Self::Guide];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::You => "You",
            Self::Skin => "Skin",
            Self::Looks => "Looks",
            Self::Shades => "Shades",
            Self::Guide => "Guide",
        }
    }
}

/// A change of the advice.
#[derive(Debug, Clone)]
pub enum AdviceCommand {
    /// A frame is being looked at, was read, or told nothing.
    Reached(AdviceState),
    /// Show a part of the panel.
    ShowTab(AdviceTab),
    /// Lay the heat map of a concern over the face, or take it away where it is shown.
    ToggleHeat(Concern),
    /// Leave a rule out, or let it count again.
    ToggleRule(&'static str),
    /// This look is not wanted.
    Dismiss(String),
    /// All looks and rules count again.
    AskAnew,
    /// The person is this, by its place among what there is; `None` is as it was read.
    Correct(Aspect, Option<usize>),
    /// Leave tips of a sort out of the guide, or want them again.
    ToggleTip(Fit),
    /// Aim beside the skin when shades are ranked.
    Aim(Nudge),
    /// This shade is not wanted.
    DismissShade(Box<Item>),
    /// All shades count again, and the skin is aimed at.
    AimAnew,
    /// Forget what was read, and what they said.
    Forget,
    /// Go along the guide's steps.
    Step(isize),
    /// A step of the guide was drawn: of which look, and which step.
    Drawn(Box<Look>, usize, Arc<Pixmap>),
}

impl PartialEq for AdviceCommand {
    /// Readings and pictures are the same where they are one.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Reached(one), Self::Reached(two)) => match (one, two) {
                (AdviceState::Read(one), AdviceState::Read(two)) => Arc::ptr_eq(one, two),
                (AdviceState::Failed(one), AdviceState::Failed(two)) => one == two,
                _ => std::mem::discriminant(one) == std::mem::discriminant(two),
            },
            (Self::ShowTab(one), Self::ShowTab(two)) => one == two,
            (Self::ToggleHeat(one), Self::ToggleHeat(two)) => one == two,
            (Self::ToggleRule(one), Self::ToggleRule(two)) => one == two,
            (Self::Dismiss(one), Self::Dismiss(two)) => one == two,
            (Self::AskAnew, Self::AskAnew) | (Self::AimAnew, Self::AimAnew) | (Self::Forget, Self::Forget) => true,
            (Self::Correct(a, b), Self::Correct(x, y)) => (a, b) == (x, y),
            (Self::ToggleTip(one), Self::ToggleTip(two)) => one == two,
            (Self::Aim(one), Self::Aim(two)) => one == two,
            (Self::DismissShade(one), Self::DismissShade(two)) => one == two,
            (Self::Step(one), Self::Step(two)) => one == two,
            (Self::Drawn(a, b, c), Self::Drawn(x, y, z)) => a == x && b == y && Arc::ptr_eq(c, z),
            _ => false,
        }
    }
}

/// Everything about advice that the window shows.
#[derive(Debug, Clone, Default)]
pub struct Advising {
    /// How far it came.
    pub state: AdviceState,
    /// The part that is shown.
    pub tab: AdviceTab,
    /// The concern whose heat map lies over the face.
    pub heat: Option<Concern>,
    /// What was read, as the person says that it is; `None` where they say nothing.
    corrected: Option<Arc<AdviceReading>>,
    /// What they say of themselves, and which tips they do not want.
    pub said: Said,
    /// Looks and rules that they disagree with.
    pub wishes: Wishes,
    /// What they aim at when shades are ranked.
    pub aim: Aim,
    /// Shades that they do not want.
    pub unwanted: Vec<Item>,
    /// Looks, the best first.
    pub ranked: Vec<Recommendation>,
    /// Foundation shades of the catalogues, the nearest to the skin first.
    pub shades: Vec<(Item, Match)>,
    /// The step of the guide that is shown, from 0.
    pub step: usize,
    /// The step that was drawn, and of which look.
    pub drawn: Option<(Box<Look>, usize, Arc<Pixmap>)>,
}

impl Advising {
    /// What is known of the person: what was read, as they say that it is.
    pub fn reading(&self) -> Option<&Arc<AdviceReading>> {
        self.corrected.as_ref().or(self.measured())
    }

    /// What was read, whatever the person says.
    pub fn measured(&self) -> Option<&Arc<AdviceReading>> {
        match &self.state {
            AdviceState::Read(reading) => Some(reading),
            _ => None,
        }
    }

    /// Takes up what the person says.
    fn take_their_word(&mut self) {
        let said = Some(&self.said).filter(|said| **said != Said::default());
        self.corrected = self.measured().zip(said).map(|(reading, said)| {
            let AdviceReading { advice, frame } = &**reading;
            Arc::new(AdviceReading { advice: advice.as_said(said), frame: Arc::clone(frame) })
        });
    }

    /// The colour that shades are compared with, where the skin's is known.
    pub fn target(&self) -> Option<Target> {
        self.reading()?.advice.tone.as_ref().map(|tone| self.aim.target(tone))
    }

    /// The picture of a step of a look, once it is drawn.
    pub fn picture(&self, look: &Look, step: usize) -> Option<&Arc<Pixmap>> {
        self.drawn.as_ref().filter(|(of, number, _)| **of == *look && *number == step).map(|(.., picture)| picture)
    }
}

impl Studio {
    /// The guide to what is worn; `None` on a bare face.
    pub fn guide(&self) -> Option<(&Look, Guide)> {
        let advice = self.reading().map(|reading| &reading.advice);
        self.worn_look().map(|look| (look, Guide::of(look, advice)))
    }

    /// What is known of the person, whether or not the panel is open.
    pub fn reading(&self) -> Option<&Arc<AdviceReading>> {
        self.advising.as_ref().or(self.advice_aside.as_ref())?.reading()
    }

    /// Opens the panel with what was read, or closes it.
    pub(super) fn toggle_advice(&mut self) {
        if self.advising.is_some() {
            return self.lay_advice_aside();
        }
        self.advising = Some(self.advice_aside.take().unwrap_or_default());
        // Both stand in the same place.
        self.products_shown = false;
        self.match_shades();
    }

    /// Closes the panel; what was read is there when it is opened again.
    pub(super) fn lay_advice_aside(&mut self) {
        let read = self.advising.take().filter(|advising| advising.reading().is_some());
        if let Some(mut advising) = read {
            advising.heat = None;
            self.advice_aside = Some(advising);
        }
    }

    /// Nothing is known of anybody any more.
    pub(super) fn forget_reading(&mut self) {
        self.advice_aside = None;
        if let Some(advising) = &mut self.advising {
            **advising = Advising::default();
        }
    }

    /// Finds the shades of the catalogues for the skin that was read.
    pub(super) fn match_shades(&mut self) {
        let Some(advising) = &mut self.advising else { return };
        let target = advising.target();
        let wanted = |item: &&Item| Kind::Foundation.may_be(item) && !advising.unwanted.contains(item);
        let items: Vec<&Item> = self.catalogs.items().filter(wanted).collect();
        let ranked =
            target.map(|target| shades::ranked(&target, items.iter().map(|item| item.lab.0).enumerate(), MOST_SHADES));
        let named = |one: Match| (items[one.index].clone(), one);
        advising.shades = ranked.into_iter().flatten().map(named).collect();
    }

    pub(super) fn advise(&mut self, command: AdviceCommand) {
        let steps = self.guide().map_or(0, |(_, guide)| guide.steps.len());
        let Some(advising) = &mut self.advising else { return };
        match command {
            AdviceCommand::Forget => return self.forget_reading(),
            AdviceCommand::Reached(state) => {
                // What the person disagrees with is theirs, not the picture's.
                let Advising { tab, said, wishes, aim, unwanted, .. } = std::mem::take(&mut **advising);
                **advising = Advising { state, tab, said, wishes, aim, unwanted, ..Advising::default() };
                advising.take_their_word();
                self.match_shades();
            }
            AdviceCommand::ShowTab(tab) => {
                advising.tab = tab;
                // A map stands beside its finding; without it nobody knows what is seen.
                advising.heat = advising.heat.filter(|_| tab == AdviceTab::Skin);
            }
            AdviceCommand::ToggleHeat(concern) => {
                advising.heat = if advising.heat == Some(concern) { None } else { Some(concern) };
            }
            AdviceCommand::ToggleRule(rule) => advising.wishes.toggle_rule(rule),
            AdviceCommand::Dismiss(look) => advising.wishes.dismissed.push(look),
            AdviceCommand::AskAnew => advising.wishes = Wishes::default(),
            AdviceCommand::Correct(aspect, choice) => {
                advising.said.correct(aspect, choice);
                advising.take_their_word();
                self.match_shades();
            }
            AdviceCommand::ToggleTip(fit) => {
                advising.said.toggle_tip(fit);
                advising.take_their_word();
            }
            AdviceCommand::Aim(nudge) => {
                advising.aim.nudge(nudge);
                return self.match_shades();
            }
            AdviceCommand::DismissShade(item) => {
                advising.unwanted.push(*item);
                return self.match_shades();
            }
            AdviceCommand::AimAnew => {
                (advising.aim, advising.unwanted) = (Aim::default(), Vec::new());
                return self.match_shades();
            }
            AdviceCommand::Step(by) => {
                let last = steps.saturating_sub(1) as isize;
                advising.step = (advising.step as isize).saturating_add(by).clamp(0, last) as usize;
                return;
            }
            AdviceCommand::Drawn(look, step, picture) => {
                advising.drawn = Some((look, step, picture));
                return;
            }
        }
        self.rank_looks();
    }

    /// Ranks the looks for the face that was read, with reasons in the language that is spoken.
    pub(super) fn rank_looks(&mut self) {
        let Some(advising) = &self.advising else { return };
        let ranked = advising.reading().map(|reading| looks::ranked(&reading.advice, &self.looks, &advising.wishes));
        if let Some(advising) = &mut self.advising {
            advising.ranked = ranked.unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_studio as studio, *};
    use crate::studio::Command;

    #[test]
    fn advice_and_products_take_turns_and_closing_forgets() {
        let mut studio = studio();
        studio.update(Command::ToggleProducts);
        studio.update(Command::ToggleAdvice);
        assert!(studio.advising.is_some() && !studio.products_shown);
        studio.update(Command::Advice(AdviceCommand::Dismiss("soft-rose".into())));
        assert_eq!(studio.advising.as_ref().unwrap().wishes.dismissed.len(), 1);
        studio.update(Command::ToggleProducts);
        assert!(studio.advising.is_none() && studio.products_shown);
        studio.update(Command::ToggleAdvice);
        assert!(studio.advising.as_ref().unwrap().wishes.dismissed.is_empty());
        studio.update(Command::ToggleAdvice);
        studio.update(Command::Advice(AdviceCommand::Step(1)));
        assert!(studio.advising.is_none(), "an answer that comes too late changes nothing");
    }

    #[test]
    fn a_map_is_shown_only_beside_its_finding() {
        let mut studio = studio();
        studio.update(Command::ToggleAdvice);
        studio.update(Command::Advice(AdviceCommand::ShowTab(AdviceTab::Skin)));
        studio.update(Command::Advice(AdviceCommand::ToggleHeat(Concern::Redness)));
        assert_eq!(studio.advising.as_ref().unwrap().heat, Some(Concern::Redness));
        studio.update(Command::Advice(AdviceCommand::ShowTab(AdviceTab::Guide)));
        assert_eq!(studio.advising.as_ref().unwrap().heat, None);
    }

    #[test]
    fn steps_stay_within_the_guide() {
        let mut studio = studio();
        studio.update(Command::Wear(Some("classic-red".into())));
        studio.update(Command::ToggleAdvice);
        let step = |studio: &Studio| studio.advising.as_ref().unwrap().step;
        studio.update(Command::Advice(AdviceCommand::Step(-3)));
        assert_eq!(step(&studio), 0);
        studio.update(Command::Advice(AdviceCommand::Step(isize::MAX)));
        let last = studio.guide().unwrap().1.steps.len() - 1;
        assert_eq!(step(&studio), last);
        studio.update(Command::Advice(AdviceCommand::Step(1)));
        assert_eq!(step(&studio), last);
    }
}
