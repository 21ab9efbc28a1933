//! Looks at one frame when it is asked to, and draws the steps of the guide, on a thread of its own. Keeps nothing.

use std::{sync::Arc, time::Duration};

use super::{
    tasks::{End, Slot, Tasks, Ticket},
    worker::Worker,
};
use crate::{
    advisor::{self, guide::GuidePainter},
    language::say,
    look::Look,
    pipeline::Composite,
    resources::Resources,
    studio::{AdviceCommand, AdviceReading, AdviceState, Studio},
};

/// What is asked of the thread.
enum Question {
    /// What a frame tells.
    Look(Arc<Composite>),
    /// A step of the guide to a look, drawn on the frame of a reading.
    Step(Arc<AdviceReading>, Box<Look>, usize),
}

/// The thread, and its answers.
pub struct Adviser {
    worker: Worker<Question, AdviceCommand>,
    /// The step that is being drawn, and of which look.
    drawing: Option<(Look, usize)>,
}

impl Adviser {
    /// Starts the thread; it ends with this.
    pub fn start(ctx: &egui::Context, resources: Resources) -> Self {
        let worker = Worker::start(ctx, "vanity-adviser", Duration::ZERO, move || {
            let mut painter = None;
            move |question, _: &Ticket| answer(question, &mut painter, &resources).into_iter().collect()
        });
        Self { worker, drawing: None }
    }

    /// Begins to look at a frame; gives how far that came.
    pub fn look_at(&mut self, composite: Option<&Arc<Composite>>, ticket: Ticket) -> AdviceCommand {
        self.drawing = None;
        let Some(composite) = composite else {
            return AdviceCommand::Reached(AdviceState::Failed("There is no picture yet.".into()));
        };
        self.worker.ask(Question::Look(Arc::clone(composite)), ticket);
        AdviceCommand::Reached(AdviceState::Looking)
    }

    /// Begins to draw a step of the guide to what is worn, unless it is being drawn already.
    pub fn draw(&mut self, studio: &Studio, step: usize, tasks: &mut Tasks) {
        let reading = studio.advising.as_ref().and_then(|advising| advising.reading());
        let (Some(reading), Some(look)) = (reading, studio.worn_look()) else { return };
        let wanted = Some((look.clone(), step));
        if self.drawing != wanted {
            self.drawing = wanted;
            let ticket = tasks.ticket(say("Drawing the step").into(), Slot::Step, End::Never(Vec::new()));
            self.worker.ask(Question::Step(Arc::clone(reading), Box::new(look.clone()), step), ticket);
        }
    }

    /// What was answered since this was last asked.
    pub fn answers(&mut self) -> Vec<AdviceCommand> {
        let answers = self.worker.made();
        if answers.iter().any(|answer| matches!(answer, AdviceCommand::Drawn(..))) {
            self.drawing = None;
        }
        answers
    }
}

fn answer(question: Question, painter: &mut Option<GuidePainter>, resources: &Resources) -> Option<AdviceCommand> {
    match question {
        Question::Look(composite) => {
            let frame = &composite.frame.pixels;
            let state = match advisor::look_at(frame, &composite.faces) {
                Some(advice) => AdviceState::Read(Arc::new(AdviceReading { advice, frame: Arc::clone(frame) })),
                None => AdviceState::Failed(
                    "There is no face in the picture. Come into view, and look into the camera.".into(),
                ),
            };
            Some(AdviceCommand::Reached(state))
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
