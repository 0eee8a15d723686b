//! The one clock of a run: AWS's clients, the sandbox and every wait of ours ask it.
//!
//! Three modes: real time; scaled, where each second of ours is several of the run's, for a demonstration to watch;
//! and jump, where waiting takes no time at all, for tests. Jump is tokio's paused time: it needs the runtime that
//! [`ClockMode::runtime`] makes.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;

/// How time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockMode {
    /// As it does.
    Real,
    /// This many times faster, at least 1.
    Scaled(u32),
    /// A wait is over at once, and the clock shows that it took place.
    Jump,
}

impl ClockMode {
    /// A runtime in which a clock of this mode runs.
    ///
    /// # Errors
    ///
    /// Where the system gives no event queue.
    pub fn runtime(self) -> std::io::Result<Runtime> {
        Builder::new_current_thread().enable_all().start_paused(self == ClockMode::Jump).build()
    }
}

/// A clock. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    mode: ClockMode,
    start: SystemTime,
    origin: Instant,
}

impl Clock {
    /// A clock that shows `start` now; a real one shows the system's time instead.
    #[must_use]
    pub fn new(mode: ClockMode, start: SystemTime) -> Clock {
        Clock { inner: Arc::new(Inner { mode, start, origin: Instant::now() }) }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        match self.inner.mode {
            ClockMode::Real => SystemTime::now(),
            ClockMode::Jump | ClockMode::Scaled(_) => self.inner.start + self.passed(),
        }
    }

    /// How much time has passed since the clock was made; never goes back.
    #[must_use]
    pub fn passed(&self) -> Duration {
        self.inner.origin.elapsed() * self.factor()
    }

    /// Waits.
    pub fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send + Sync + use<> {
        tokio::time::sleep(duration / self.factor())
    }

    fn factor(&self) -> u32 {
        match self.inner.mode {
            ClockMode::Scaled(factor) => factor.max(1),
            ClockMode::Real | ClockMode::Jump => 1,
        }
    }
}

impl aws_sdk_ec2::config::AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> aws_sdk_ec2::config::Sleep {
        aws_sdk_ec2::config::Sleep::new(Clock::sleep(self, duration))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_jump_takes_no_time_and_is_seen_by_the_clock() {
        let real = std::time::Instant::now();
        ClockMode::Jump.runtime().unwrap().block_on(async {
            let clock = Clock::new(ClockMode::Jump, SystemTime::UNIX_EPOCH);
            clock.sleep(Duration::from_hours(3)).await;
            assert_eq!(clock.passed().as_secs(), 3 * 3600);
            assert!(clock.now() >= SystemTime::UNIX_EPOCH + Duration::from_hours(3));
        });
        assert!(real.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn scaled_time_runs_faster() {
        ClockMode::Scaled(1000).runtime().unwrap().block_on(async {
            let clock = Clock::new(ClockMode::Scaled(1000), SystemTime::UNIX_EPOCH);
            let real = std::time::Instant::now();
            clock.sleep(Duration::from_secs(20)).await;
            assert!(real.elapsed() < Duration::from_secs(5));
            assert!(clock.passed() >= Duration::from_secs(20));
        });
    }
}
