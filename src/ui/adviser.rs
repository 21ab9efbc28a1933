//! Looks at one frame when it is asked to, and draws the steps of the guide, on a thread of its own. Keeps nothing.

use std::sync::{
    Arc,
    mpsc::{Receiver, Sender, channel},
};

use super::tasks::Ticket;
use crate::{
    advisor::{self, guide::GuidePainter},
    look::Look,
    pipeline::Composite,
    resources::Resources,
    studio::{AdviceCommand, AdviceReading, AdviceState, Studio},
};

/// What is asked of the thread.
enum Question {
    /// What a frame tells.
    Look(Arc<Composite>, Option<Ticket>),
    /// A step of the guide to a look, drawn on the frame of a reading.
    Step(Arc<AdviceReading>, Box<Look>, usize),
}

/// The thread, and its answers.
pub struct Adviser {
    questions: Sender<Question>,
    answers: Receiver<AdviceCommand>,
    /// The step that is being drawn, and of which look.
    drawing: Option<(Look, usize)>,
}

impl Adviser {
    /// Starts the thread; it ends with this.
    pub fn start(ctx: &egui::Context, resources: Resources) -> Self {
        let (questions, asked) = channel::<Question>();
        let (sender, answers) = channel();
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("vanity-adviser".into()).spawn(move || {
            let mut painter = None;
            while let Ok(first) = asked.recv() {
                // Only the newest of each sort is still wanted.
                let mut waiting = vec![first];
                for question in asked.try_iter() {
                    waiting.retain(|other| std::mem::discriminant(other) != std::mem::discriminant(&question));
                    waiting.push(question);
                }
                for answer in waiting.into_iter().filter_map(|question| answer(question, &mut painter, &resources)) {
                    // The window may be closed by now.
                    let _ = sender.send(answer);
                    ctx.request_repaint();
                }
            }
        });
        if let Err(error) = started {
            tracing::warn!("no advice can be given: {error}");
        }
        Self { questions, answers, drawing: None }
    }

    /// Begins to look at a frame; gives how far that came. With a ticket it can be broken off.
    pub fn look_at(&mut self, composite: Option<&Arc<Composite>>, ticket: Option<Ticket>) -> AdviceCommand {
        self.drawing = None;
        let sent = composite.map(|composite| self.questions.send(Question::Look(Arc::clone(composite), ticket)));
        AdviceCommand::Reached(match sent {
            Some(Ok(())) => AdviceState::Looking,
            Some(Err(_)) => AdviceState::Failed("This does not work here: the system gives no thread for it.".into()),
            None => AdviceState::Failed("There is no picture yet.".into()),
        })
    }

    /// Begins to draw a step of the guide to what is worn, unless it is being drawn already.
    pub fn draw(&mut self, studio: &Studio, step: usize) {
        let reading = studio.advising.as_ref().and_then(|advising| advising.reading());
        let (Some(reading), Some(look)) = (reading, studio.worn_look()) else { return };
        let wanted = Some((look.clone(), step));
        if self.drawing != wanted {
            self.drawing = wanted;
            // A thread that is not there has been told of.
            let _ = self.questions.send(Question::Step(Arc::clone(reading), Box::new(look.clone()), step));
        }
    }

    /// What was answered since this was last asked.
    pub fn answers(&mut self) -> Vec<AdviceCommand> {
        let answers: Vec<AdviceCommand> = self.answers.try_iter().collect();
        if answers.iter().any(|answer| matches!(answer, AdviceCommand::Drawn(..))) {
            self.drawing = None;
        }
        answers
    }
}

fn answer(question: Question, painter: &mut Option<GuidePainter>, resources: &Resources) -> Option<AdviceCommand> {
    match question {
        Question::Look(composite, ticket) => {
            let frame = &composite.frame.pixels;
            let state = match advisor::look_at(frame, &composite.faces) {
                Some(advice) => AdviceState::Read(Arc::new(AdviceReading { advice, frame: Arc::clone(frame) })),
                None => AdviceState::Failed(
                    "There is no face in the picture. Come into view, and look into the camera.".into(),
                ),
            };
            let wanted = ticket.is_none_or(|ticket| ticket.is_wanted());
            wanted.then_some(AdviceCommand::Reached(state))
        }
        Question::Step(reading, look, step) => {
            if painter.is_none() {
                let made = GuidePainter::new(resources);
                *painter = made.inspect_err(|error| tracing::warn!("the guide cannot be drawn: {error}")).ok();
            }
            let guide = advisor::guide::Guide::of(&look, Some(&reading.advice));
            let drawn = painter.as_mut()?.draw(&reading.frame, &reading.advice.face, &look, &guide, step);
            let picture = drawn.inspect_err(|error| tracing::warn!("step {step} cannot be drawn: {error}")).ok()?;
            Some(AdviceCommand::Drawn(look, step, Arc::new(picture)))
        }
    }
}
