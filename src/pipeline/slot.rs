//! A place for one value between two threads: the newest wins.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Holds the newest value and counts those that nobody took in time, so that a slow stage drops work and never queues it.
#[derive(Debug)]
pub struct Slot<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    value: Option<T>,
    overwritten: u64,
    closed: bool,
}

/// What [`Slot::take_within`] came back with.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// The newest value; the slot is empty now.
    Value(T),
    /// Nothing came in time.
    Nothing,
    /// The slot was closed: nothing will come any more.
    Closed,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        let state = State { value: None, overwritten: 0, closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl<T> Slot<T> {
    /// Leaves a value, replacing one that nobody took. A closed slot drops it.
    pub fn put(&self, value: T) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        let replaced = state.value.replace(value);
        state.overwritten += u64::from(replaced.is_some());
        drop(state);
        self.changed.notify_one();
        // `replaced` is dropped here, after the lock: freeing a picture takes time.
    }

    /// The newest value if there is one, at once.
    pub fn take(&self) -> Option<T> {
        self.lock().value.take()
    }

    /// Waits up to `patience` for a value.
    pub fn take_within(&self, patience: Duration) -> Taken<T> {
        let deadline = Instant::now() + patience;
        let mut state = self.lock();
        loop {
            if state.closed {
                return Taken::Closed;
            }
            if let Some(value) = state.value.take() {
                return Taken::Value(value);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Taken::Nothing;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether a value waits to be taken.
    pub fn is_full(&self) -> bool {
        self.lock().value.is_some()
    }

    /// Whether the slot has been ended.
    pub fn is_closed(&self) -> bool {
        self.lock().closed
    }

    /// Ends the slot: the value in it is dropped and whoever waits wakes up.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        let value = state.value.take();
        drop(state);
        self.changed.notify_all();
        drop(value);
    }

    /// How many values were replaced before anybody took them.
    pub fn overwritten(&self) -> u64 {
        self.lock().overwritten
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing panics while holding the lock; the state is whole even if it did.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_newest_wins_and_the_others_are_counted() {
        let slot = Slot::default();
        (1..=5).for_each(|n| slot.put(n));
        assert_eq!(slot.take(), Some(5));
        assert_eq!(slot.take(), None);
        assert_eq!(slot.overwritten(), 4);
    }

    #[test]
    fn a_waiting_thread_gets_a_value_or_the_end() {
        let slot = Arc::new(Slot::default());
        let waiter = {
            let slot = Arc::clone(&slot);
            thread::spawn(move || {
                let first = slot.take_within(Duration::from_secs(20));
                (first, slot.take_within(Duration::from_secs(20)))
            })
        };
        slot.put(7);
        while slot.is_full() {
            thread::yield_now();
        }
        slot.close();
        assert_eq!(waiter.join().unwrap(), (Taken::Value(7), Taken::Closed));
        slot.put(8);
        assert_eq!(slot.take(), None, "a closed slot takes nothing in");
    }

    #[test]
    fn patience_ends() {
        let slot = Slot::<u8>::default();
        let start = Instant::now();
        assert_eq!(slot.take_within(Duration::from_millis(20)), Taken::Nothing);
        assert!(start.elapsed() >= Duration::from_millis(20));
    }

    proptest! {
        #[test]
        fn every_value_is_taken_overwritten_or_still_there(puts in proptest::collection::vec(any::<bool>(), 0..60)) {
            let slot = Slot::default();
            let (mut put, mut taken) = (0, 0);
            for step in puts {
                if step {
                    slot.put(put);
                    put += 1;
                } else if let Some(value) = slot.take() {
                    prop_assert_eq!(value, put - 1);
                    taken += 1;
                }
            }
            prop_assert_eq!(put, taken + slot.overwritten() + u64::from(slot.is_full()));
        }
    }
}
