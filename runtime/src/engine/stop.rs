//! The wish to end: what is in flight ends, nothing new begins.

use std::sync::Arc;

use tokio::sync::watch;

/// A stop that can be asked for once, from anywhere. Clones are the same stop.
#[derive(Clone, Debug)]
pub struct Stop {
    sender: Arc<watch::Sender<bool>>,
}

impl Stop {
    /// A stop that nobody has asked for.
    #[must_use]
    pub fn new() -> Stop {
        Stop { sender: Arc::new(watch::Sender::new(false)) }
    }

    /// Asks for it.
    pub fn ask(&self) {
        self.sender.send_replace(true);
    }

    /// Whether it was asked for.
    #[must_use]
    pub fn asked(&self) -> bool {
        *self.sender.borrow()
    }

    /// Ends when it is asked for.
    pub async fn wait(&self) {
        let mut receiver = self.sender.subscribe();
        // The sender lives in `self`, so the channel is never closed while this waits.
        let _ = receiver.wait_for(|asked| *asked).await;
    }
}

impl Default for Stop {
    fn default() -> Stop {
        Stop::new()
    }
}
