//! Reachability: who can send to whom, over the whole path, and who should not.

use super::chapter;

chapter! {}
