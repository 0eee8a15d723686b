//! "Did you mean": the known word nearest to the one that was written.

/// The candidate within two edits of `word`, the nearest one; the first of several equally near.
///
/// An edit is a letter added, removed or changed, or two neighbours swapped. A word of one or two letters has no near
/// one, or every short name would be near to every other.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = match word.chars().count() {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(word, candidate);
        if distance > 0 && distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The number of edits between two words (Damerau's, with swaps of neighbours only).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    // More than two letters of difference in length is more than two edits, whatever the letters are.
    if left.len().abs_diff(right.len()) > 2 {
        return usize::MAX;
    }
    let mut before = vec![0; right.len() + 1];
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, &letter) in left.iter().enumerate() {
        let mut current = vec![row + 1; right.len() + 1];
        for (column, &other) in right.iter().enumerate() {
            let changed = above[column] + usize::from(letter != other);
            let mut least = changed.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other {
                least = least.min(before[column - 1] + 1);
            }
            current[column + 1] = least;
        }
        before = std::mem::replace(&mut above, current);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    const WORDS: [&str; 4] = ["subnet", "vpc", "route_table", "region"];

    #[test]
    fn a_word_within_two_edits_is_found() {
        assert_eq!(closest("subent", WORDS), Some("subnet"));
        assert_eq!(closest("subnets", WORDS), Some("subnet"));
        assert_eq!(closest("vcp", WORDS), Some("vpc"));
        assert_eq!(closest("rout_tabel", WORDS), Some("route_table"));
    }

    #[test]
    fn a_far_or_short_or_equal_word_finds_nothing() {
        assert_eq!(closest("network", WORDS), None);
        assert_eq!(closest("vp", WORDS), None);
        assert_eq!(closest("subnet", ["subnet"]), None);
    }
}
