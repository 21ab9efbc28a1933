//! A thread that stays: what is asked of it is done one after the other, and what comes of it is given to the window. It goes on after a
//! panic, which fails the task that it worked on.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, SendError, Sender, channel},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use egui::Context;

use super::tasks::Ticket;

/// Does what is `Asked`, of which something is `Made`.
pub struct Worker<Asked, Made> {
    asked: Option<Sender<(Asked, Ticket)>>,
    made: Receiver<(Ticket, Vec<Made>)>,
    thread: Option<JoinHandle<()>>,
    goodbye: Duration,
}

impl<Asked: Send + 'static, Made: Send + 'static> Worker<Asked, Made> {
    /// Starts the thread of a name. `begin` makes on it what does the work. When this is dropped, what was asked for is done first, but no
    /// longer than `goodbye` is waited for that.
    pub fn start<Work: FnMut(Asked, &Ticket) -> Vec<Made>>(
        ctx: &Context,
        name: &str,
        goodbye: Duration,
        begin: impl FnOnce() -> Work + Send + 'static,
    ) -> Self {
        let ((asked, taken), (sender, made)) = (channel::<(Asked, Ticket)>(), channel());
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name(name.into()).spawn(move || {
            let mut work = begin();
            for (one, ticket) in taken {
                if ticket.is_wanted() {
                    // What it works with is whole between one call and the next, or is made anew when it is needed.
                    let made = catch_unwind(AssertUnwindSafe(|| {
                        let made = work(one, &ticket);
                        (ticket, made)
                    }));
                    // The window may be closed by now. What the panic says was told by the hook for panics.
                    let _ = made.map(|made| sender.send(made));
                }
                ctx.request_repaint();
            }
        });
        let thread = started.inspect_err(|error| tracing::warn!("{name} cannot be started: {error}")).ok();
        Self { asked: Some(asked), made, thread, goodbye }
    }

    /// Asks for something; comes back at once. Where the system gave no thread to do it, the task has failed.
    pub fn ask(&self, one: Asked, ticket: Ticket) {
        if let Some(asked) = &self.asked
            && let Err(SendError((_, ticket))) = asked.send((one, ticket))
        {
            ticket.fail();
        }
    }

    /// What was made since this was last asked; of what is not wanted any more nothing.
    pub fn made(&self) -> Vec<Made> {
        let wanted = self.made.try_iter().filter(|(ticket, _)| ticket.is_wanted());
        wanted.flat_map(|(_, made)| made).collect()
    }
}

impl<Asked, Made> Drop for Worker<Asked, Made> {
    fn drop(&mut self) {
        self.asked = None;
        let deadline = Instant::now() + self.goodbye;
        let works = || self.thread.as_ref().is_some_and(|thread| !thread.is_finished());
        while works() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(10));
        }
        if works() && !self.goodbye.is_zero() {
            tracing::warn!("what was asked for is not done after {} s, and is left", self.goodbye.as_secs());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::tasks::{End, Slot, Tasks};

    #[test]
    fn of_two_that_do_the_same_for_the_person_only_the_newer_is_made() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        let (go_on, wait) = channel::<()>();
        let worker = Worker::start(&ctx, "test", Duration::from_secs(20), move || {
            move |number: u32, _: &Ticket| {
                wait.recv().unwrap();
                vec![number]
            }
        });
        let mut ask = |number, slot| worker.ask(number, tasks.ticket("It".into(), slot, End::Then(Vec::new())));
        // The first is worked on, the second waits, and both have the place of the third.
        for (number, slot) in [(1, Slot::Copy), (2, Slot::Copy), (3, Slot::Copy), (4, Slot::Draw)] {
            ask(number, slot);
        }
        (0..4).for_each(|_| go_on.send(()).unwrap());
        let mut made = Vec::new();
        let deadline = Instant::now() + Duration::from_secs(20);
        while made.last() != Some(&4) && Instant::now() < deadline {
            made.extend(worker.made());
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(made, [3, 4]);
    }

    #[test]
    fn it_goes_on_after_a_panic_and_the_task_has_failed() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        let worker = Worker::start(&ctx, "test", Duration::from_secs(20), || {
            |number: u32, _: &Ticket| {
                assert_ne!(number, 1, "the test wants a panic");
                vec![number]
            }
        });
        (0..3).for_each(|number| worker.ask(number, tasks.unseen("It".into(), End::Never(Vec::new()))));
        let (mut made, mut done) = (Vec::new(), Vec::new());
        let deadline = Instant::now() + Duration::from_secs(20);
        while (made.len() < 2 || done.is_empty()) && Instant::now() < deadline {
            made.extend(worker.made());
            done.extend(tasks.done());
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!((made, done.len()), (vec![0, 2], 1));
    }

    #[test]
    fn a_task_for_which_there_is_no_thread_has_failed() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        let mut worker = Worker::start(&ctx, "test", Duration::ZERO, || |_: u32, _: &Ticket| Vec::<()>::new());
        // As where it could not be started: nobody takes what is asked.
        worker.asked = Some(channel().0);
        worker.ask(1, tasks.unseen("It".into(), End::Never(Vec::new())));
        assert_eq!(tasks.done().len(), 1);
    }

    #[test]
    fn what_was_asked_for_is_done_before_it_is_gone() {
        let (sender, done) = channel();
        let worker = Worker::start(&Context::default(), "test", Duration::from_secs(20), move || {
            move |number: u32, _: &Ticket| {
                std::thread::sleep(Duration::from_millis(20));
                sender.send(number).unwrap();
                Vec::<()>::new()
            }
        });
        (0..5).for_each(|number| worker.ask(number, Ticket::untold()));
        drop(worker);
        assert_eq!(done.try_iter().count(), 5);
    }
}
