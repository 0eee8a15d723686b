//! The engine: from what is declared to what stands in AWS, and back to nothing.
//!
//! Everything here is named from the crate's root.
//!
//! | rooms | what they do |
//! |---|---|
//! | `desired`, `resource`, `tags`, `naming` | what should be there and what is, in one form; whose it is |
//! | `observe`, `lookup`, `foreign`, `outputs` | look: what is ours, what a plan needs to know, what is in the way |
//! | `plan`, `estimate` | decide, from values alone |
//! | `apply`, `destroy`, `step`, `retag`, `known` | do the steps of a plan |
//! | `walk`, `wait`, `watch`, `stop` | in order, beside each other, until a condition holds or somebody ends it |
//! | `call`, `class`, `error`, `context` | a call to AWS, and what its error means |
//! | `client`, `connector`, `sandboxed`, `clock` | where the calls go, and what time it is |
//! | `event`, `outcome`, `render` | what is told, and the only place that makes text of it |

pub mod apply;
pub(crate) mod call;
pub mod class;
pub mod client;
pub mod clock;
pub mod connector;
pub mod context;
pub mod desired;
pub mod destroy;
pub mod error;
pub mod estimate;
pub mod event;
pub(crate) mod foreign;
pub(crate) mod known;
pub(crate) mod lookup;
pub mod naming;
pub mod observe;
pub mod outcome;
pub mod outputs;
pub mod plan;
pub mod render;
pub mod resource;
pub(crate) mod retag;
pub mod sandboxed;
pub(crate) mod step;
pub mod stop;
pub mod tags;
pub(crate) mod wait;
pub mod walk;
pub(crate) mod watch;
