//! Phrases that the messages of several rules share.

use std::fmt::Display;

/// Names in backticks as a sentence lists them: "`a`, `b` and `c`"; of more than four the first three and a count.
pub(crate) fn list<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    if quoted.len() > 4 {
        let more = quoted.len() - 3;
        quoted.truncate(3);
        quoted.push(format!("{more} more"));
    }
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// The noun in the number that fits.
pub(crate) fn plural(noun: &str, count: usize) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_in_a_sentence_and_not_all_of_many() {
        assert_eq!(list(["a"]), "`a`");
        assert_eq!(list(["a", "b"]), "`a` and `b`");
        assert_eq!(list(["a", "b", "c", "d"]), "`a`, `b`, `c` and `d`");
        assert_eq!(list(["a", "b", "c", "d", "e"]), "`a`, `b`, `c` and 2 more");
    }
}
