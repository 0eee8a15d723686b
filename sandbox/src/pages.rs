//! Pages of the lists of the query and JSON services.

use crate::filter::{read_token, write_token};
use crate::refusal::Refusal;
use crate::store::checksum;
use crate::wire::input::Input;

/// How a service cuts its lists.
#[derive(Debug)]
pub(crate) struct Pages {
    /// The parameter that says how many are wanted, and its bounds.
    pub(crate) size: &'static str,
    pub(crate) most: i64,
    /// How many there are on a page when nothing is said.
    pub(crate) usual: usize,
    /// The parameter that says where to go on.
    pub(crate) token: &'static str,
    /// The code for a token that is not of this list.
    pub(crate) wrong_token: &'static str,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    after: Option<String>,
    size: usize,
    request: u64,
}

impl Pages {
    /// Reads which part of a list is wanted.
    pub(crate) fn read(&self, input: Input<'_>) -> Result<Part, Refusal> {
        let request = checksum(input.fingerprint(&[self.size, self.token]).as_bytes());
        let size = match input.number(self.size)? {
            None => self.usual,
            Some(size) if (1..=self.most).contains(&size) => usize::try_from(size).unwrap_or(self.usual),
            Some(size) => {
                // The API reference of each service: the range of the parameter.
                let message = format!(
                    "Value '{size}' at '{}' failed to satisfy constraint: between 1 and {}",
                    self.size, self.most
                );
                return Err(Refusal::validation(message));
            }
        };
        let after = match input.optional(self.token) {
            None => None,
            Some(token) => Some(read_token(token, request).map_err(|refusal| {
                // The API reference of each service: its error for a token.
                Refusal::new(self.wrong_token, refusal.message)
            })?),
        };
        Ok(Part { after, size, request })
    }
}

impl Part {
    /// The rows of the part in the order of their keys, and the token of the next one.
    pub(crate) fn cut<T>(&self, mut rows: Vec<(String, T)>) -> (Vec<T>, Option<String>) {
        rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        if let Some(after) = &self.after {
            rows.retain(|(key, _)| key > after);
        }
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        let next = rows.last().filter(|_| more).map(|(key, _)| write_token(key, self.request));
        (rows.into_iter().map(|(_, row)| row).collect(), next)
    }
}
