//! What goes on beside the picture, on threads: each task says how far it is, is shown once it takes a while, and can be broken off where
//! nothing would be left half done.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicU8, AtomicU32,
            Ordering::{Acquire, Relaxed, Release},
        },
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use egui::Context;

use super::Request;
use crate::{language::say, studio::Task};

/// What is done sooner than this is not shown as going on.
const SHOWN_AFTER: Duration = Duration::from_millis(300);
/// How often it is looked how far tasks are.
const LOOKED_AT: Duration = Duration::from_millis(100);
/// Of [`Report::reached`]: not known.
const UNKNOWN: u32 = u32::MAX;
const WHOLE: f32 = 1000.0;
/// Of [`Report::state`]: it may be broken off; it was; it cannot be any more; whoever worked on it panicked.
const WANTED: u8 = 0;
const STOPPED: u8 = 1;
const BOUND: u8 = 2;
const FAILED: u8 = 3;

/// What happens to a task that is not wanted any more, and what is carried out where it does not come to its end.
pub enum End {
    /// It goes on: half of it would be worse than all. These are carried out if it fails.
    Never(Vec<Request>),
    /// It is broken off. Then, or if it fails, these are carried out.
    Then(Vec<Request>),
}

impl End {
    /// It is broken off, and nothing was saved.
    pub fn unsaved() -> Self {
        Self::Then(vec![Request::tell(say("Broken off: nothing was saved.").into())])
    }
}

/// Of tasks that do the same for the person only the newest is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// As many as there are.
    Any,
    /// What is to be seen or worn.
    Opening,
    /// The photo that a look is copied from.
    Copy,
    /// A look that is drawn.
    Draw,
    /// A mix of two looks.
    Mix,
    /// A table that is imported.
    Table,
    /// What a frame tells.
    Advice,
    /// A step of the guide.
    Step,
}

#[derive(Debug)]
struct Report {
    number: u64,
    what: String,
    begun: Instant,
    /// In parts of [`WHOLE`].
    reached: AtomicU32,
    /// [`WANTED`], [`STOPPED`], [`BOUND`] or [`FAILED`].
    state: AtomicU8,
    ended: AtomicBool,
}

/// Held by whoever works on a task, which ends with it.
#[derive(Debug)]
pub struct Ticket(Arc<Report>);

impl Ticket {
    /// Of something of which nobody is told anything.
    #[cfg(test)]
    pub fn untold() -> Self {
        Self(Arc::new(Report::new(0, String::new())))
    }

    /// The task ends without having come to its end.
    pub fn fail(self) {
        self.0.fail();
    }

    /// So much is done, 0..=1.
    pub fn reached(&self, share: f32) {
        self.0.reached.store((share.clamp(0.0, 1.0) * WHOLE) as u32, Relaxed);
    }

    /// Whether the task is still wanted; asked between its parts.
    pub fn is_wanted(&self) -> bool {
        self.0.state.load(Relaxed) != STOPPED
    }

    /// Whether the task is still wanted; if so it cannot be broken off from now on. Asked before something is changed for good.
    pub fn bind(&self) -> bool {
        self.0.turn(BOUND)
    }
}

impl Report {
    fn new(number: u64, what: String) -> Self {
        Self {
            number,
            what,
            begun: Instant::now(),
            reached: AtomicU32::new(UNKNOWN),
            state: AtomicU8::new(WANTED),
            ended: AtomicBool::new(false),
        }
    }

    fn fail(&self) {
        if self.state.load(Relaxed) != STOPPED {
            self.state.store(FAILED, Relaxed);
        }
    }

    /// Whether it is in this state now: it leaves the first but once.
    fn turn(&self, state: u8) -> bool {
        match self.state.compare_exchange(WANTED, state, Relaxed, Relaxed) {
            Ok(_) => true,
            Err(is) => is == state,
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.fail();
        }
        // Whoever sees that it has ended sees how.
        self.0.ended.store(true, Release);
    }
}

struct Going {
    report: Arc<Report>,
    slot: Slot,
    end: End,
    /// It is not shown, however long it takes.
    unseen: bool,
}

impl Going {
    fn has_failed(&self) -> bool {
        self.report.ended.load(Acquire) && self.report.state.load(Relaxed) == FAILED
    }

    /// What is to be done in its place.
    fn instead(self) -> Vec<Request> {
        let (End::Never(instead) | End::Then(instead)) = self.end;
        instead
    }
}

/// All tasks, and what came of those that are done.
pub struct Tasks {
    sender: Sender<(Arc<Report>, Vec<Request>)>,
    done: Receiver<(Arc<Report>, Vec<Request>)>,
    going: Vec<Going>,
    /// Threads that write something.
    saving: Vec<JoinHandle<()>>,
    count: u64,
}

impl Default for Tasks {
    fn default() -> Self {
        let (sender, done) = channel();
        Self { sender, done, going: Vec::new(), saving: Vec::new(), count: 0 }
    }
}

impl Tasks {
    /// A task for a thread that there is already; the others of its slot are not wanted any more.
    pub fn ticket(&mut self, what: String, slot: Slot, end: End) -> Ticket {
        self.enter(what, slot, end, false)
    }

    /// One that nobody has to see go on; that it fails is told all the same.
    pub fn unseen(&mut self, what: String, end: End) -> Ticket {
        self.enter(what, Slot::Any, end, true)
    }

    fn enter(&mut self, what: String, slot: Slot, end: End, unseen: bool) -> Ticket {
        self.let_go(slot);
        self.count += 1;
        let report = Arc::new(Report::new(self.count, what));
        self.going.push(Going { report: Arc::clone(&report), slot, end, unseen });
        Ticket(report)
    }

    /// What goes on in a slot is not wanted any more.
    pub fn let_go(&mut self, slot: Slot) {
        if slot != Slot::Any {
            for other in self.going.extract_if(.., |going| going.slot == slot) {
                other.report.turn(STOPPED);
            }
        }
    }

    /// Reads something on a thread of its own; gives back at once.
    pub fn read(
        &mut self,
        ctx: &Context,
        what: String,
        slot: Slot,
        work: impl FnOnce(&Ticket) -> Vec<Request> + Send + 'static,
    ) {
        let ticket = self.ticket(what, slot, End::Then(Vec::new()));
        // What is only read need not be waited for when the window closes.
        drop(self.spawn(ctx, ticket, work));
    }

    /// Writes something on a thread of its own; gives back at once. The window does not close before it is written.
    pub fn write(&mut self, ctx: &Context, what: String, work: impl FnOnce(&Ticket) -> Vec<Request> + Send + 'static) {
        let ticket = self.ticket(what, Slot::Any, End::unsaved());
        let thread = self.spawn(ctx, ticket, work);
        self.saving.retain(|thread| !thread.is_finished());
        self.saving.extend(thread);
    }

    /// Breaks a task off; gives what is to be done instead.
    pub fn stop(&mut self, number: u64) -> Vec<Request> {
        let stops = |going: &mut Going| {
            going.report.number == number && matches!(going.end, End::Then(_)) && going.report.turn(STOPPED)
        };
        let stopped: Vec<Going> = self.going.extract_if(.., stops).collect();
        stopped.into_iter().flat_map(Going::instead).collect()
    }

    /// What came of tasks since this was last asked; of those that were broken off nothing comes, and of those that panicked, what is done
    /// instead, and a line for the person.
    pub fn done(&mut self) -> Vec<Request> {
        let wanted = self.done.try_iter().filter(|(report, _)| report.state.load(Relaxed) != STOPPED);
        let mut requests: Vec<Request> = wanted.flat_map(|(_, requests)| requests).collect();
        for failed in self.going.extract_if(.., |going| going.has_failed()) {
            let told = say!("{task}: this did not work. Try it again.", task = failed.report.what);
            requests.extend(failed.instead());
            requests.push(Request::tell(told));
        }
        requests
    }

    /// What goes on and is worth showing; the window is woken to look again.
    pub fn shown(&mut self, ctx: &Context) -> Vec<Task> {
        self.going.retain(|going| !going.report.ended.load(Acquire) || going.has_failed());
        if !self.going.is_empty() {
            ctx.request_repaint_after(LOOKED_AT);
        }
        let slow = self.going.iter().filter(|going| !going.unseen && going.report.begun.elapsed() >= SHOWN_AFTER);
        slow.map(|Going { report, end, .. }| {
            let reached = report.reached.load(Relaxed);
            Task {
                number: report.number,
                what: report.what.clone(),
                share: (reached != UNKNOWN).then_some(reached as f32 / WHOLE),
                stoppable: matches!(end, End::Then(_)) && report.state.load(Relaxed) == WANTED,
            }
        })
        .collect()
    }

    fn spawn(
        &self,
        ctx: &Context,
        ticket: Ticket,
        work: impl FnOnce(&Ticket) -> Vec<Request> + Send + 'static,
    ) -> Option<JoinHandle<()>> {
        let (sender, ctx, report) = (self.sender.clone(), ctx.clone(), Arc::clone(&ticket.0));
        let begun = std::thread::Builder::new().name("vanity-task".into()).spawn(move || {
            // A panic was told by the hook for panics, and fails the task.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                let requests = work(&ticket);
                // The window may be closed by now.
                let _ = sender.send((Arc::clone(&ticket.0), requests));
                drop(ticket);
            }));
            ctx.request_repaint();
        });
        let told = |error: std::io::Error| Request::tell(say!("This does not work now: {problem}", problem = error));
        begun.map_err(|error| self.sender.send((report, vec![told(error)]))).ok()
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        // None of them panics.
        self.saving.drain(..).for_each(|thread| _ = thread.join());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<Request> {
        vec![Request::tell(text.into())]
    }

    fn until<T>(mut of: impl FnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            match of() {
                Some(value) => return value,
                None => assert!(Instant::now() < deadline, "in vain"),
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn a_task_is_shown_once_it_takes_a_while_and_says_how_far_it_is() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        let (go_on, wait) = channel::<()>();
        tasks.write(&ctx, "Saving".into(), move |ticket| {
            ticket.reached(0.25);
            wait.recv().unwrap();
            told("saved")
        });
        assert!(tasks.shown(&ctx).is_empty(), "not at once");
        let shown = until(|| tasks.shown(&ctx).into_iter().find(|task| task.share.is_some()));
        assert_eq!((shown.what.as_str(), shown.share, shown.stoppable), ("Saving", Some(0.25), true));
        go_on.send(()).unwrap();
        assert_eq!(until(|| Some(tasks.done()).filter(|done| !done.is_empty())), told("saved"));
        until(|| tasks.shown(&ctx).is_empty().then_some(()));
    }

    #[test]
    fn of_a_task_that_is_broken_off_nothing_comes_but_what_is_done_instead() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        let ticket = tasks.ticket("Reading".into(), Slot::Any, End::Then(told("never mind")));
        assert_eq!(tasks.stop(1), told("never mind"));
        assert!(!ticket.is_wanted() && tasks.shown(&ctx).is_empty());
        assert!(tasks.stop(1).is_empty(), "once");
        let kept = tasks.ticket("Deleting".into(), Slot::Any, End::Never(Vec::new()));
        assert!(tasks.stop(2).is_empty() && kept.is_wanted(), "it goes on to its end");
        drop(kept);
        let bound = tasks.ticket("Saving".into(), Slot::Any, End::Then(told("not saved")));
        assert!(bound.bind() && tasks.stop(3).is_empty() && bound.is_wanted(), "too late");
        drop(bound);
        assert!(tasks.shown(&ctx).is_empty());
    }

    #[test]
    fn of_a_task_that_panics_the_person_is_told() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        tasks.write(&ctx, "Saving".into(), |ticket| {
            assert!(!ticket.bind(), "the test wants a panic");
            Vec::new()
        });
        let done = until(|| Some(tasks.done()).filter(|done| !done.is_empty()));
        assert_eq!(done.last(), told("Saving: this did not work. Try it again.").last());
        assert!(tasks.shown(&ctx).is_empty() && tasks.done().is_empty(), "once");
    }

    #[test]
    fn of_two_files_that_are_opened_the_second_counts() {
        let (mut tasks, ctx) = (Tasks::default(), Context::default());
        let (go_on, wait) = channel::<()>();
        tasks.read(&ctx, "Opening".into(), Slot::Opening, move |_| {
            wait.recv().unwrap();
            told("first")
        });
        tasks.read(&ctx, "Opening".into(), Slot::Opening, |_| told("second"));
        assert_eq!(until(|| Some(tasks.done()).filter(|done| !done.is_empty())), told("second"));
        go_on.send(()).unwrap();
        until(|| tasks.shown(&ctx).is_empty().then_some(()));
        std::thread::sleep(Duration::from_millis(50));
        assert!(tasks.done().is_empty());
    }

    #[test]
    fn what_is_being_written_is_written_before_the_window_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut tasks = Tasks::default();
        let file = path.clone();
        tasks.write(&Context::default(), "Saving".into(), move |_| {
            std::thread::sleep(Duration::from_millis(200));
            std::fs::write(file, "whole").unwrap();
            Vec::new()
        });
        drop(tasks);
        assert_eq!(std::fs::read_to_string(path).unwrap(), "whole");
    }
}
