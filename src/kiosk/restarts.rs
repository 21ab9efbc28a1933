//! How long to wait before what failed is started again.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);
/// After so long without a fault the next one is the first again.
const CALM: Duration = Duration::from_secs(120);

/// Waits between failures and starts: doubled each time up to the longest, and short again after a while without a fault.
#[derive(Debug, Default)]
pub struct Restarts(Duration);

impl Restarts {
    /// It failed, so long after its start; gives how long to wait.
    pub fn wait_after(&mut self, ran: Duration) -> Duration {
        let doubled = if ran > CALM { Duration::ZERO } else { self.0 * 2 };
        self.0 = doubled.clamp(FIRST, LONGEST);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_the_longest_and_are_short_again_after_a_calm_time() {
        let mut restarts = Restarts::default();
        let mut waits = |ran: u64| restarts.wait_after(Duration::from_secs(ran)).as_secs();
        let grown: Vec<u64> = [500, 3, 3, 3, 3, 3, 3].map(&mut waits).to_vec();
        assert_eq!(grown, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!([waits(121), waits(120)], [1, 2]);
    }
}
